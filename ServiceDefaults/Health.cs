using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Liveness says that the process runs; readiness, that it should be sent work.</summary>
public static class Health
{
    private const string Live = "live";

    /// <summary>A store that takes longer is not one to send work to, and a probe is answered within a second.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(700);

    internal static void AddDefaultHealthChecks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks()
            .AddCheck("self", () => HealthCheckResult.Healthy(), [Live])
            .AddCheck<DrainCheck>("drain");
        builder.Services.PostConfigure<HealthCheckServiceOptions>(health =>
        {
            foreach (var check in health.Registrations)
            {
                var make = check.Factory;
                check.Factory = services => new LimitedCheck(make(services));
                check.Timeout = Limit;
            }
        });
    }

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

    /// <summary>Lets the service listen once it is ready. Call it after all that starts before. Options: <c>Startup:Wait</c>.</summary>
    public static TBuilder AddReadyStart<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddSection<StartupOptions>("Startup");
        builder.Services.AddHostedService<ReadyStart>();
        return builder;
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        if (context.Connection.RemoteIpAddress is not { } client || !IPAddress.IsLoopback(client))
        {
            return context.Response.WriteAsync(report.Status.ToString());
        }

        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => (entry.Value.Description ?? entry.Value.Exception?.Message) is { } why
                ? $"{entry.Value.Status}: {why}"
                : $"{entry.Value.Status}",
            StringComparer.Ordinal);
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

    /// <summary>Unhealthy from the moment a stop begins.</summary>
    private sealed class DrainCheck(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Unhealthy("This process is stopping.")
                : HealthCheckResult.Healthy());
    }

    /// <summary>Ends at its limit, whatever the check does: that of Redis takes no token; that of Postgres blocks as it cancels.</summary>
    private sealed class LimitedCheck(IHealthCheck check) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            check.CheckHealthAsync(context, cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Holds the listener back until the process is ready. A layer-4 proxy sends connections to whoever accepts them, and passes over who
    /// does not listen yet. A process that is not ready in time listens all the same: it is alive, and some of its work needs no store.
    /// </summary>
    /// <remarks>Services start in the order of their registration, and Kestrel after all others.</remarks>
    private sealed class ReadyStart(HealthCheckService health, IOptions<StartupOptions> options, TimeProvider time) : IHostedService
    {
        private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(options.Value.Wait);
            try
            {
                while (!limit.IsCancellationRequested && (await health.CheckHealthAsync(limit.Token)).Status == HealthStatus.Unhealthy)
                {
                    await Task.Delay(LookAgainAfter, time, limit.Token);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // A store is away, or slow: /health says so from now on.
            }
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Section <c>Startup</c>.</summary>
public sealed class StartupOptions
{
    /// <summary>How long a start waits to be ready before it listens all the same: 0 to 30 seconds, 3 seconds unless set.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(3);
}
