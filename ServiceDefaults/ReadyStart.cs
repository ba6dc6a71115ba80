using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AspireStateless.ServiceDefaults;

/// <summary>
/// Holds the listener back until the process is ready. A layer-4 proxy sends connections to whoever accepts them, and passes over who does
/// not listen yet. A process that does not get ready in time listens all the same: it is alive, and some of its work needs no store.
/// </summary>
/// <remarks>Services start in the order of their registration, and Kestrel after all others.</remarks>
internal sealed class ReadyStart(HealthCheckService health, IOptions<StartupOptions> options, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Wait);
        try
        {
            while (!limit.IsCancellationRequested && (await health.CheckHealthAsync(limit.Token).ConfigureAwait(false)).Status != HealthStatus.Healthy)
            {
                await Task.Delay(LookAgainAfter, time, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A store is away, or slow: /health says so from now on.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Registers <see cref="ReadyStart"/>.</summary>
public static class ReadyStartExtensions
{
    /// <summary>Lets the service listen once it is ready. Call it after everything that has to start before. Options: <c>Startup:Wait</c>.</summary>
    public static TBuilder AddReadyStart<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddOptions<StartupOptions>().BindConfiguration("Startup").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<ReadyStart>();
        return builder;
    }
}
