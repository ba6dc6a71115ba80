using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace AspireStateless.ServiceDefaults;

/// <summary>Sends logs, metrics and traces by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and costs nothing otherwise.</summary>
/// <remarks>
/// Protocol, headers, resource and sampler come from the standard variables, which the SDK reads itself:
/// <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_EXPORTER_OTLP_HEADERS</c>, <c>OTEL_SERVICE_NAME</c>, <c>OTEL_RESOURCE_ATTRIBUTES</c>,
/// <c>OTEL_TRACES_SAMPLER</c>.
/// </remarks>
internal static class Telemetry
{
    /// <summary>Registers the service's own <see cref="ActivitySource"/>, and the exporters if there is somewhere to export to.</summary>
    public static void ConfigureOpenTelemetry(this IHostApplicationBuilder builder)
    {
        // By a factory, so that it ends with the host.
        builder.Services.AddSingleton(_ => new ActivitySource(builder.Environment.ApplicationName));
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        // .NET 10 emits these by itself; no instrumentation package is involved.
        new Providers(builder.Services)
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
        builder.Services.AddHostedService<TelemetryLifetime>();
    }

    private sealed record Providers(IServiceCollection Services) : IOpenTelemetryBuilder;
}
