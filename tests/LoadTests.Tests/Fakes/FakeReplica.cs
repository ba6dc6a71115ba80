using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireStateless.LoadTests.Tests.Fakes;

/// <summary>How a fake replica counts.</summary>
internal enum FakeCounting
{
    Correct,

    /// <summary>In its own memory.</summary>
    InMemory,

    /// <summary>Read, then write: two visits at once may both read the same.</summary>
    GetThenSet,

    /// <summary>In the store, but it remembers keys by itself.</summary>
    KeysInMemory,
}

/// <summary>One life of a replica: a real server on a loopback port that keeps the contract on visits, or breaks it on purpose.</summary>
internal sealed class FakeReplica : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FakeStore _own = new();
    private readonly FakeStore _shared;
    private readonly FakeCounting _counting;

    private FakeReplica(WebApplication app, string instance, int pid, FakeStore shared, FakeCounting counting) =>
        (_app, Instance, Pid, _shared, _counting) = (app, instance, pid, shared, counting);

    public string Instance { get; }

    /// <summary>Above any that Linux gives out, so that no real process is meant.</summary>
    public int Pid { get; }

    public long StartTicks => Pid;

    public string Url => _app.Urls.First();

    /// <param name="service">What it answers in place of the contract on visits; null for that.</param>
    public static async Task<FakeReplica> StartAsync(
        string instance, int pid, FakeStore store, FakeCounting counting, Action<WebApplication>? service = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var replica = new FakeReplica(app, instance, pid, store, counting);
        (service ?? replica.Map)(app);
        await app.StartAsync();
        return replica;
    }

    private void Map(WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers["Replica"] = $"{Instance}/{Pid}/{Pid}";
            return next(context);
        });
        app.MapGet("/health", () => Results.Ok());
        app.MapPost("/visits/{page}", VisitAsync);
        app.MapGet("/visits/{page}", (string page) => _shared.IsUp ? Answer(page, Counter.Read(page)) : Unavailable());
        app.MapGet("/operations/{key}", (string key, string path) =>
            Results.Ok(new { key, path, applied = _shared.WasApplied(path["/visits/".Length..], key) }));
    }

    /// <summary>Breaks every connection, as the kernel does for a killed process.</summary>
    public async Task KillAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private FakeStore Counter => _counting == FakeCounting.InMemory ? _own : _shared;

    private async Task<IResult> VisitAsync(string page, HttpContext context)
    {
        if (!_shared.IsUp)
        {
            return Unavailable();
        }

        var key = context.Request.Headers["Idempotency-Key"].ToString();
        switch (_counting)
        {
            case FakeCounting.KeysInMemory when _own.WasApplied(page, key):
                return Answer(page, _own.Visit(page, key));
            case FakeCounting.KeysInMemory:
                var counted = _shared.Visit(page, key: null);
                _own.Write(page, counted - 1);
                return Answer(page, _own.Visit(page, key));
            case FakeCounting.GetThenSet:
                var read = _shared.Read(page);
                await Task.Yield();
                await Task.Delay(1);
                _shared.Write(page, read + 1);
                return Answer(page, read + 1);
            default:
                return Answer(page, Counter.Visit(page, key));
        }
    }

    private static IResult Answer(string page, long count) => Results.Ok(new { page, count });

    private static IResult Unavailable() => Results.Json(new { type = "store-unavailable", definite = true }, statusCode: 503);
}
