using AspireStateless.Api.Jobs;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Runs the job by a timer in each process, which nobody noticed while there was one: three replicas make three ticks a period.
/// </summary>
internal sealed class JobOnEveryReplica(VisitTicks ticks, IVisits visits, IOptions<JobsOptions> options, TimeProvider time)
    : BackgroundService
{
    public static void Plant(IServiceCollection services) => services.ReplaceHosted<VisitJob, JobOnEveryReplica>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Period, time);
        do
        {
            await AfterTheEffect.TryAsync(TickAsync(stoppingToken));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        var counts = await visits.ReadAllAsync(cancellationToken);
        (long Token, long Tick, bool Due) last;
        do
        {
            last = await ticks.BeginAsync(token: 0, options.Value.Period, cancellationToken);
        }
        while (!await ticks.WriteAsync(last.Tick + 1, last.Token, counts, options.Value.KeptTicks, cancellationToken));
    }
}
