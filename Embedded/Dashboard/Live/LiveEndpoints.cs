using AspireStateless.Dashboard.Resources;
using AspireStateless.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace AspireStateless.Dashboard.Live;

/// <summary>Tells open pages when to bring themselves up to date: <c>/live/[topic]</c>, server-sent.</summary>
internal static class LiveEndpoints
{
    // Who kills a replica wants to see it go. Telemetry comes every second, and from many: its pages cannot be read if they change more often.
    private static readonly TimeSpan ResourcePeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TelemetryPeriod = TimeSpan.FromSeconds(1);

    internal static void MapLive(this IEndpointRouteBuilder app) => app.MapGet("/live/{topic}",
        (string topic, IResourceSource resources, TelemetryStore telemetry, IHostApplicationLifetime lifetime, HttpContext context) =>
            Signal(topic, resources, telemetry) is var (signal, period)
                ? TypedResults.ServerSentEvents(signal.WatchAsync(period, UntilEither(context, lifetime)))
                : (IResult)TypedResults.NotFound());

    /// <summary>Cancelled when the browser goes away or the dashboard stops, which would otherwise wait for its open streams.</summary>
    internal static CancellationToken UntilEither(HttpContext context, IHostApplicationLifetime lifetime)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(source);
        return source.Token;
    }

    private static (ChangeSignal Signal, TimeSpan Period)? Signal(string topic, IResourceSource resources, TelemetryStore telemetry) => topic switch
    {
        "resources" => (resources.Changes, ResourcePeriod),
        "logs" => (telemetry.Logs.Changes, TelemetryPeriod),
        "traces" => (telemetry.Traces.Changes, TelemetryPeriod),
        "metrics" => (telemetry.Metrics.Changes, TelemetryPeriod),
        _ => null,
    };
}
