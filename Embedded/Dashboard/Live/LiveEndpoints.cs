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
    // A page that changes more often than that cannot be read anyway.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(400);

    internal static void MapLive(this IEndpointRouteBuilder app) => app.MapGet("/live/{topic}",
        (string topic, IResourceSource resources, TelemetryStore telemetry, IHostApplicationLifetime lifetime, HttpContext context) =>
            Signal(topic, resources, telemetry) is { } signal
                ? TypedResults.ServerSentEvents(signal.WatchAsync(Period, UntilEither(context, lifetime)))
                : (IResult)TypedResults.NotFound());

    /// <summary>Cancelled when the browser goes away or the dashboard stops, which would otherwise wait for its open streams.</summary>
    internal static CancellationToken UntilEither(HttpContext context, IHostApplicationLifetime lifetime)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.RegisterForDispose(source);
        return source.Token;
    }

    private static ChangeSignal? Signal(string topic, IResourceSource resources, TelemetryStore telemetry) => topic switch
    {
        "resources" => resources.Changes,
        "logs" => telemetry.Logs.Changes,
        "traces" => telemetry.Traces.Changes,
        "metrics" => telemetry.Metrics.Changes,
        _ => null,
    };
}
