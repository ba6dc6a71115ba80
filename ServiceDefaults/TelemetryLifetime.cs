using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AspireStateless.ServiceDefaults;

/// <summary>Starts the providers with the host and flushes them when it stops.</summary>
/// <remarks>Left to themselves, the providers wait up to five seconds each for a collector that is gone, longer than a stop may take.</remarks>
internal sealed class TelemetryLifetime(IServiceProvider services) : IHostedService
{
    private const int FlushMillisecondsMax = 700;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetService<MeterProvider>();
        _ = services.GetService<TracerProvider>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(FlushMillisecondsMax), CancellationToken.None),
        Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(FlushMillisecondsMax), CancellationToken.None),
        Task.Run(() => services.GetService<LoggerProvider>()?.Shutdown(FlushMillisecondsMax), CancellationToken.None));
}
