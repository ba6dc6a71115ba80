using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AspireStateless.ServiceDefaults;

/// <summary>Sends logs, metrics and traces by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and costs nothing otherwise.</summary>
/// <remarks>
/// Protocol, headers, resource and sampler come from the standard variables, which the SDK reads itself:
/// <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_EXPORTER_OTLP_HEADERS</c>, <c>OTEL_SERVICE_NAME</c>, <c>OTEL_RESOURCE_ATTRIBUTES</c>,
/// <c>OTEL_TRACES_SAMPLER</c>.
/// </remarks>
public static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether there is somewhere to export to.</summary>
    public static bool ExportsTelemetry(this IHostApplicationBuilder builder) =>
        !string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]);

    /// <summary>Registers the service's own <see cref="ActivitySource"/>, and the exporters if there is somewhere to export to.</summary>
    internal static void ConfigureOpenTelemetry(this IHostApplicationBuilder builder)
    {
        // By a factory, so that it ends with the host.
        builder.Services.AddSingleton(_ => new ActivitySource(builder.Environment.ApplicationName));
        if (!builder.ExportsTelemetry())
        {
            return;
        }

        // The SDK goes on without a word, and exports nowhere.
        if (!Uri.TryCreate(builder.Configuration[Endpoint], UriKind.Absolute, out _))
        {
            throw new FormatException(
                $"{Endpoint} is '{builder.Configuration[Endpoint]}'; it has to be an address, as http://localhost:4317.");
        }

        // .NET 10 emits these by itself. Through the instrumentation packages a request costs more (docs/telemetry.md).
        builder.Services.AddOpenTelemetry()
            .WithLogging(configureBuilder: null, logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = true;
            })
            .WithMetrics(metrics => metrics.AddMeter(
                "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Diagnostics",
                "Microsoft.AspNetCore.Server.Kestrel",
                "System.Net.Http",
                "System.Runtime",
                builder.Environment.ApplicationName))
            .WithTracing(tracing => tracing.AddSource(
                "Microsoft.AspNetCore",
                "System.Net.Http",
                builder.Environment.ApplicationName))
            .UseOtlpExporter();
        builder.Services.AddHostedService<FlushOnStop>();
    }

    /// <summary>
    /// Describes the spans of requests, by the semantic conventions for HTTP servers. ASP.NET Core would write what is known at the start,
    /// and neither route nor outcome; and it would do so before it knows whether a span is recorded, which is one in a hundred under load.
    /// So its part is left off.
    /// </summary>
    internal static void UseRequestSpans(this WebApplication app) =>
        app.Use((context, next) =>
            context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span
                ? CompleteAsync(context, next, span)
                : next(context));

    private static async Task CompleteAsync(HttpContext context, RequestDelegate next, Activity span)
    {
        var request = context.Request;
        span.SetTag("http.request.method", request.Method);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", request.Path.Value);
        span.SetTag("server.address", request.Host.Host);
        span.SetTag("server.port", request.Host.Port);
        span.SetTag("network.protocol.version", request.Protocol["HTTP/".Length..]);
        span.SetTag("user_agent.original", request.Headers.UserAgent.ToString());
        // An exception handler clears the endpoint, so the route is noted on the way in.
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{request.Method} {route}";
            span.SetTag("http.route", route);
        }

        await next(context);
        var statusCode = context.Response.StatusCode;
        span.SetTag("http.response.status_code", statusCode);
        if (statusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Left alone, the providers wait up to five seconds each for a collector that is gone, longer than a stop may take.</summary>
    private sealed class FlushOnStop(IServiceProvider services) : IHostedService
    {
        private const int MillisecondsMax = 700;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
            Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(MillisecondsMax), CancellationToken.None),
            Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(MillisecondsMax), CancellationToken.None),
            Task.Run(() => services.GetService<LoggerProvider>()?.Shutdown(MillisecondsMax), CancellationToken.None));
    }
}
