using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using AspireStateless.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireStateless.LoadTests.Tests.Fakes;

/// <summary>The control endpoint's contract over a fake system.</summary>
internal sealed class FakeControl(FakeSystem system) : IAsyncDisposable
{
    public const string Token = "fake-token";
    private readonly ConcurrentDictionary<string, (string Kind, string Target)> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Channel<InstanceState>> _listeners = [];
    private WebApplication? _app;
    private int _lastFault;

    /// <summary>Where the last run that was announced can be watched.</summary>
    public Uri? LiveUrl { get; private set; }

    public async Task<string> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Use((context, next) => context.Request.Headers.Authorization == $"Bearer {Token}"
            ? next(context)
            : Results.Problem("wrong token", statusCode: 401).ExecuteAsync(context));
        _app.MapGet("/topology", () => new Topology(
            new ProcessIdentity(Environment.ProcessId, 0), [], [.. system.Instances()],
                [new TopologyStore("redis", "redis-fake", [], system.Store.IsUp)], Links: false));
        _app.MapGet("/durability", () => new DurabilitySettings(system.Durability));
        _app.MapPost("/runs", (Announcement run) =>
        {
            LiveUrl = run.LiveUrl;
            return Results.NoContent();
        });
        _app.MapPost("/faults", InjectAsync);
        _app.MapDelete("/faults/{id}", CureAsync);
        _app.MapGet("/events", (CancellationToken cancellationToken) => TypedResults.ServerSentEvents(EventsAsync(cancellationToken)));
        await _app.StartAsync();
        return _app.Urls.First();
    }

    public void Publish(InstanceState state)
    {
        foreach (var listener in _listeners)
        {
            listener.Writer.TryWrite(state);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync(new CancellationToken(canceled: true));
            await _app.DisposeAsync();
        }
    }

    private async Task<IResult> InjectAsync(FaultRequest request)
    {
        if (request.Kind == FaultKinds.Restart && system.RefusesRestarts)
        {
            return Results.Problem($"{request.Target} does not restart", statusCode: 409);
        }

        if (system.Refusals > 0)
        {
            system.Refusals--;
            return Results.Problem($"{request.Target} does not answer", statusCode: 409);
        }

        var id = $"f{Interlocked.Increment(ref _lastFault)}";
        var evidence = await system.EndAsync(request.Target, request.Kind);
        if (request.Kind == FaultKinds.Restart)
        {
            await system.BeginAsync(request.Target);
        }

        _active[id] = (request.Kind, request.Target);
        return Results.Json(
            new { id, request.Kind, request.Target, evidence = system.HidesEvidence ? new object() : evidence }, statusCode: 201);
    }

    private async Task<IResult> CureAsync(string id) => _active.TryRemove(id, out var fault)
        ? Results.Ok(new { id, fault.Kind, fault.Target, cure = await system.BeginAsync(fault.Target) })
        : Results.Problem($"there is no fault {id}", statusCode: 404);

    private async IAsyncEnumerable<SseItem<string>> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<InstanceState>();
        _listeners.Add(changes);
        foreach (var state in system.Instances())
        {
            yield return Item(state);
        }

        await foreach (var state in changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return Item(state);
        }
    }

    private static SseItem<string> Item(InstanceState state) => new(JsonSerializer.Serialize(state, JsonSerializerOptions.Web), "state");

    private sealed record Announcement(string Id, string Scenario, Uri? LiveUrl);

    private sealed record FaultRequest(string Kind, string Target, string? Run);
}
