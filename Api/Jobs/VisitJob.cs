using AspireStateless.Api.Storage;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Jobs;

/// <summary>
/// Writes down what every page's counter is, once a period, whatever number of replicas run. While a store is away the next tick is late;
/// it is neither lost nor made up for by two.
/// </summary>
internal sealed class VisitJob(
    VisitTicker ticker, JobLease lease, IOptions<JobsOptions> options, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<VisitJob> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // From the signal on, and not from the end of the drain window: a job that goes on beside it would be cut off.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ticker.TickIfDueAsync(stop.Token);
            }
            catch (StoreUnavailableException exception)
            {
                logger.LogDebug("The next tick is late: {Reason}", exception.Message);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) // Whatever refuses the tick, a table that is gone for example, the replica serves on.
            {
                logger.LogWarning(exception, "The next tick is late: it was refused.");
            }

            await Task.Delay(options.Value.Interval, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // If this fails the lease ends by itself.
        await AfterTheEffect.TryAsync(lease.LeaveAsync(newestToken: 0, CancellationToken.None));
    }
}
