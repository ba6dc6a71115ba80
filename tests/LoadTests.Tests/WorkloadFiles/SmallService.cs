using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>
/// A service with something of each kind that can be promised, right as long as all its copies share one of these, and wrong in every way
/// where each has its own.
/// </summary>
internal sealed class SmallService
{
    /// <summary>What it says of itself.</summary>
    public const string File = """
        service: api
        ready: /
        promises:
          visits:
            kind: counter
            answers: own-count
            increment: {request: "POST /visits/{key}", value: $.count}
            read: {request: "GET /visits/{key}", value: $.count}
          name:
            kind: register
            write: {request: "PUT /names/{key}", json: {name: "{value}"}}
            read: {request: "GET /names/{key}", value: $.name}
          cart:
            kind: set
            add: "POST /carts/{key}/{value}"
            remove: "DELETE /carts/{key}/{value}"
            read: {request: "GET /carts/{key}", value: "$.items[*].id"}
          orders:
            kind: once
            do: {request: "POST /orders/{key}", headers: {Idempotency-Key: "{operation}"}, form: {item: "{value}"}}
            read: {request: "GET /orders/{key}", value: "$[*]"}
            ask: "GET /orders/{key}/{operation}"
          tickets:
            kind: units
            units: 10
            create: "POST /tickets/{key}?units={units}"
            sell: {request: "POST /tickets/{key}/sales", value: {header: Serial}}
            read: {request: "GET /tickets/{key}", value: {match: "(\\d+) left"}}
          token:
            kind: token
            issue: {request: POST /tokens, value: $.token}
            use: {request: GET /data, headers: {Authorization: "Bearer {token}"}}
            revoke: "DELETE /tokens/{token}"
          session:
            kind: expires
            lifetime: 2s
            open: {request: POST /sessions, value: $.id}
            use: "GET /sessions/{token}"
        """;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private readonly Lock _using = new();
    private readonly Dictionary<string, long> _visits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _carts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Units, int Sold)> _tickets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);

    public void Map(WebApplication app)
    {
        app.MapGet("/", () => "ready");
        app.MapPost("/visits/{page}", (string page) => Locked(() => new { count = _visits[page] = _visits.GetValueOrDefault(page) + 1 }));
        app.MapGet("/visits/{page}", (string page) => Locked(() => new { count = _visits.GetValueOrDefault(page) }));

        app.MapPut("/names/{key}", (string key, Named named) => _names[key] = named.Name);
        app.MapGet("/names/{key}", (string key) =>
            _names.TryGetValue(key, out var name) ? Results.Ok(new Named(name)) : Results.NotFound());

        app.MapPost("/carts/{key}/{item}", (string key, string item) => Locked(() => Cart(key).Add(item)));
        app.MapDelete("/carts/{key}/{item}", (string key, string item) => Locked(() => Cart(key).Remove(item)));
        app.MapGet("/carts/{key}", (string key) => Locked(() => new { items = Cart(key).Select(id => new { id }).ToArray() }));

        app.MapPost("/orders/{key}", (string key, HttpRequest request) => Locked(() =>
            Orders(key)[request.Headers["Idempotency-Key"].ToString()] = request.Form["item"].ToString())).DisableAntiforgery();
        app.MapGet("/orders/{key}", (string key) => Locked(() => Orders(key).Values.ToArray()));

        app.MapGet("/orders/{key}/{operation}", (string key, string operation) =>
            Locked(() => Orders(key).ContainsKey(operation)) ? Results.Ok() : Results.NotFound());

        app.MapPost("/tickets/{key}", (string key, int units) => Locked(() => (_tickets[key] = (units, 0)).Units));
        app.MapPost("/tickets/{key}/sales", (string key, HttpResponse response) => Locked(() =>
        {
            var (units, sold) = _tickets.GetValueOrDefault(key, (10, 0));
            if (sold == units)
            {
                return Results.Conflict();
            }

            _tickets[key] = (units, sold + 1);
            response.Headers["Serial"] = $"{key}-{sold + 1}";
            return Results.Ok();
        }));
        app.MapGet("/tickets/{key}", (string key) => Locked(() =>
        {
            var (units, sold) = _tickets.GetValueOrDefault(key, (10, 0));
            return $"<p>{units - sold} left</p>";
        }));

        app.MapPost("/tokens", () => new { token = Issue() });
        app.MapDelete("/tokens/{token}", (string token) => _tokens.TryRemove(token, out _));
        app.MapGet("/data", (HttpRequest request) =>
            _tokens.ContainsKey(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal))
                ? Results.Ok() : Results.Unauthorized());
        app.MapPost("/moved", () => Results.Redirect("/sessions"));
        app.MapPost("/sessions", () => new { id = Issue() });
        app.MapGet("/sessions/{id}", (string id) =>
            _tokens.TryGetValue(id, out var opened) && TimeProvider.System.GetUtcNow() - opened < Lifetime
                ? Results.Ok() : Results.NotFound());
    }

    private string Issue()
    {
        var token = Guid.NewGuid().ToString("N");
        _tokens[token] = TimeProvider.System.GetUtcNow();
        return token;
    }

    private List<string> Cart(string key) => _carts.TryGetValue(key, out var cart) ? cart : _carts[key] = [];

    private Dictionary<string, string> Orders(string key) =>
        _orders.TryGetValue(key, out var orders) ? orders : _orders[key] = new(StringComparer.Ordinal);

    private T Locked<T>(Func<T> act)
    {
        lock (_using)
        {
            return act();
        }
    }

    private void Locked(Action act)
    {
        lock (_using)
        {
            act();
        }
    }

    private sealed record Named(string Name);
}
