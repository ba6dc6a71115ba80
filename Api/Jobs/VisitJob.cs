using System.Diagnostics;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Visits;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Jobs;

/// <summary>
/// Writes down what every page's counter is, once a period, whatever number of replicas run. While a store is away the next tick is late;
/// it is neither lost nor made up for by two.
/// </summary>
internal sealed class VisitJob(
    JobLease lease, IVisits visits, VisitTicks ticks, IOptions<JobsOptions> options, IHostApplicationLifetime lifetime, TimeProvider time,
    ActivitySource source, ILogger<VisitJob> logger)
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
                await TickIfDueAsync(stop.Token);
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

    private async Task TickIfDueAsync(CancellationToken cancellationToken)
    {
        if (await lease.TakeAsync(cancellationToken) is not { } token)
        {
            return;
        }

        var last = await ticks.BeginAsync(token, options.Value.Period, cancellationToken);
        if (last.Token > token)
        {
            // A former leader that was paused, or a Redis that lost what it had.
            await lease.LeaveAsync(last.Token, cancellationToken);
        }
        else if (last.Due)
        {
            // The searches for a tick that is due, many times a period on every replica, are not worth a trace.
            using var span = source.StartActivity("tick of the visit job");
            var counts = await visits.ReadAllAsync(cancellationToken);
            await ticks.WriteAsync(last.Tick + 1, token, counts, options.Value.KeptTicks, cancellationToken);
        }
    }
}
