using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireStateless.TelemetryBench;

/// <summary>The dashboard's ingest and store, without its pages.</summary>
internal static class CollectorServer
{
    public const string ApiKey = "bench";

    /// <summary>Serves until a signal. <c>GET /received</c> tells how many items came.</summary>
    public static async Task<int> RunAsync(string url)
    {
        var store = new TelemetryStore();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        app.MapOtlp(store, ApiKey, TimeProvider.System);
        app.MapGet("/received", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(new
        {
            spans = store.Resources.All.Sum(resource => resource.Spans.Received),
            logs = store.Resources.All.Sum(resource => resource.Logs.Received),
            points = store.Resources.All.Sum(resource => resource.Points.Received),
            refused = store.Payloads.Dropped,
        })));
        await app.RunAsync();
        return 0;
    }
}
