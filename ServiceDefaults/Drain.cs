using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AspireStateless.ServiceDefaults;

/// <summary>Holds the host's stop open for the drain window.</summary>
/// <remarks>
/// Kestrel unbinds in its own <c>StopAsync</c>, and the host calls no <c>StopAsync</c> before every <c>StoppingAsync</c> has ended.
/// </remarks>
internal sealed class Drain(
    IHostApplicationLifetime lifetime, IOptions<ShutdownOptions> options, IMeterFactory meters, IHostEnvironment environment, TimeProvider time)
    : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A signal has done this already; a stop by code has not, and readiness hangs on it.
        lifetime.StopApplication();
        await Task.Delay(options.Value.Drain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        meters.Create(environment.ApplicationName).CreateObservableGauge(
            "service.draining",
            () => lifetime.ApplicationStopping.IsCancellationRequested ? 1 : 0,
            unit: null,
            "1 from the moment a stop begins");
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Unhealthy from the moment a stop begins.</summary>
internal sealed class DrainHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("This process is stopping.")
            : HealthCheckResult.Healthy());
}
