using AspireStateless.Api.Jobs;
using AspireStateless.Api.Storage;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>
/// Looks for a tick that is due once a period, by a timer of each process: a tick may be late by a period, and is neither lost nor doubled.
/// </summary>
internal sealed class LateTicks(VisitTicker ticker, IOptions<JobsOptions> options, TimeProvider time) : BackgroundService
{
    public static void Plant(IServiceCollection services) => services.ReplaceHosted<VisitJob, LateTicks>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await AfterTheEffect.TryAsync(ticker.TickIfDueAsync(stoppingToken));
        }
    }
}
