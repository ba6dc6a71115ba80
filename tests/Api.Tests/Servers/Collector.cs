using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>Receives OTLP over HTTP and keeps what it received. Protobuf writes strings as they are, so they can be looked for.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, string Payload)> _received = new();
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.Latin1);
            _received.Enqueue((signal, await reader.ReadToEndAsync()));
        });
    }

    public string Address => _app.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <returns>Everything received of one signal: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</returns>
    public string Received(string signal) => string.Concat(_received.Where(entry => entry.Signal == signal).Select(entry => entry.Payload));

    public Task ReceivesAsync(string signal, string text) =>
        Condition.BecomesTrueAsync(
            () => Task.FromResult(Received(signal).Contains(text, StringComparison.Ordinal)), $"{signal} with {text} arrive");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
