using AspireStateless.Api.Jobs;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Writes with the token that the process got when it led for the first time: when it leads again after another, Postgres takes none of its
/// ticks, and it holds the lease that would let another one write.
/// </summary>
internal sealed class FirstTokenKept(
    JobLease lease, VisitTicks ticks, IVisits visits, IOptions<JobsOptions> options, TimeProvider time)
    : JobLoop(options.Value.Interval, time)
{
    private long? _token;

    public static void Plant(IServiceCollection services) => services.ReplaceHosted<VisitJob, FirstTokenKept>();

    protected override async Task TickIfDueAsync(CancellationToken cancellationToken)
    {
        if (await lease.TakeAsync(cancellationToken) is not { } token)
        {
            return;
        }

        var own = _token ??= token;
        if (await ticks.BeginAsync(own, options.Value.Period, cancellationToken) is { Due: true } last)
        {
            var counts = await visits.ReadAllAsync(cancellationToken);
            await ticks.WriteAsync(last.Tick + 1, own, counts, options.Value.KeptTicks, cancellationToken);
        }
    }
}
