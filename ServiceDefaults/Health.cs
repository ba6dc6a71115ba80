using System.Diagnostics;
using AspireStateless.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>Liveness says that the process runs; readiness, that it should be sent work.</summary>
public static class Health
{
    private const string Live = "live";

    internal static void AddDefaultHealthChecks(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks()
            .AddCheck("self", () => HealthCheckResult.Healthy(), [Live])
            .AddCheck<DrainHealthCheck>("drain");

    /// <summary>
    /// Maps <c>GET /alive</c> (this process only, so that a store's outage restarts nothing) and <c>GET /health</c> (every check).
    /// In every environment: replicas are probed everywhere.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Live) }).WithoutTelemetry();
        app.MapHealthChecks("/health").WithoutTelemetry();
        return app;
    }

    /// <summary>Probes come every few seconds from every prober and say nothing about the work done.</summary>
    private static void WithoutTelemetry(this IEndpointConventionBuilder endpoint)
    {
        endpoint.DisableHttpMetrics();
        endpoint.Add(builder =>
        {
            var probe = builder.RequestDelegate!;
            builder.RequestDelegate = context =>
            {
                if (Activity.Current is { } span)
                {
                    span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
                }

                return probe(context);
            };
        });
    }
}
