using AspireStateless.Api.Jobs;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>
/// Remembers in the process that it leads, and asks for the lease only when half of it is over. It may be wrong about that, and no harm is
/// done: Postgres takes a tick only with the newest token.
/// </summary>
internal sealed class FencedLeaderJob(
    JobLease lease, VisitTicks ticks, IVisits visits, IOptions<JobsOptions> options, TimeProvider time)
    : BackgroundService
{
    private long? _token;
    private long _askedAt;

    private TimeSpan Interval => options.Value.Interval;

    public static void Plant(IServiceCollection services) => services.ReplaceHosted<VisitJob, FencedLeaderJob>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await AfterTheEffect.TryAsync(TickIfDueAsync(stoppingToken));
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TickIfDueAsync(CancellationToken cancellationToken)
    {
        if (_token is null || time.GetElapsedTime(_askedAt) > options.Value.Lease / 2)
        {
            _token = await lease.TakeAsync(cancellationToken);
            _askedAt = time.GetTimestamp();
        }

        if (_token is not { } token)
        {
            return;
        }

        var last = await ticks.BeginAsync(token, options.Value.Period, cancellationToken);
        if (last.Token > token)
        {
            _token = null;
            await lease.LeaveAsync(last.Token, cancellationToken);
        }
        else if (last.Due)
        {
            var counts = await visits.ReadAllAsync(cancellationToken);
            await ticks.WriteAsync(last.Tick + 1, token, counts, options.Value.KeptTicks, cancellationToken);
        }
    }
}
