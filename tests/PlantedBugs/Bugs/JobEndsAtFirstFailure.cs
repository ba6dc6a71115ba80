using AspireStateless.Api.Jobs;
using AspireStateless.Api.Storage;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Ends the loop of the job for good when a store is away once: the replica serves on, and nobody misses the ticks.</summary>
internal sealed class JobEndsAtFirstFailure(VisitTicker ticker, IOptions<JobsOptions> options, TimeProvider time) : BackgroundService
{
    public static void Plant(IServiceCollection services) => services.ReplaceHosted<VisitJob, JobEndsAtFirstFailure>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await ticker.TickIfDueAsync(stoppingToken);
                await Task.Delay(options.Value.Interval, time, stoppingToken);
            }
        }
        catch (Exception exception) when (exception is StoreUnavailableException or OperationCanceledException)
        {
            // As if a stop were the only way out of the loop.
        }
    }
}
