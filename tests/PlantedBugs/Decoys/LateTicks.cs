using AspireStateless.Api.Jobs;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>
/// Looks for a tick that is due once a period, by a timer of each process: a tick may be late by a period, and is neither lost nor doubled.
/// </summary>
internal sealed class LateTicks(JobLease lease, VisitTicks ticks, IVisits visits, IOptions<JobsOptions> options, TimeProvider time)
    : BackgroundService
{
    public static void Plant(IServiceCollection services) => services.ReplaceHosted<VisitJob, LateTicks>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await AfterTheEffect.TryAsync(TickIfDueAsync(stoppingToken));
        }
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
            await lease.LeaveAsync(last.Token, cancellationToken);
        }
        else if (last.Due)
        {
            var counts = await visits.ReadAllAsync(cancellationToken);
            await ticks.WriteAsync(last.Tick + 1, token, counts, options.Value.KeptTicks, cancellationToken);
        }
    }
}
