using System.Diagnostics;
using System.Net;
using AspireStateless.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
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
    /// In every environment: replicas are probed everywhere. Which check failed, and why, is told to this machine only.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Live) }).WithoutTelemetry();
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync }).WithoutTelemetry();
        return app;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        if (context.Connection.RemoteIpAddress is not { } client || !IPAddress.IsLoopback(client))
        {
            return context.Response.WriteAsync(report.Status.ToString());
        }

        var checks = report.Entries.ToDictionary(
            entry => entry.Key, entry => $"{entry.Value.Status}{(entry.Value.Description is { } why ? $": {why}" : "")}", StringComparer.Ordinal);
        return context.Response.WriteAsJsonAsync(new { status = report.Status.ToString(), checks });
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
