using AspireStateless.Api.Jobs;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Postgres;
using AspireStateless.Api.Telemetry;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Elects a leader by a lease and lets it write without a look at its token: one that is paused while it waits for the tick goes on after
/// the pause and writes beside its successor, one tick too many and with a token that was followed by a higher one.
/// </summary>
internal sealed class LockWithoutFencing(
    JobLease lease, PostgresStore postgres, IVisits visits, ReplicaIdentity replica, IOptions<JobsOptions> options, TimeProvider time)
    : BackgroundService
{
    private TimeSpan Interval => options.Value.Interval;

    public static void Plant(IServiceCollection services) => services.ReplaceHosted<VisitJob, LockWithoutFencing>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await AfterTheEffect.TryAsync(LeadAsync(stoppingToken));
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        if (await lease.TakeAsync(cancellationToken) is not { } token)
        {
            return;
        }

        // The lease is kept meanwhile, as long as there is somebody to keep it.
        for (var left = await ReadTimeLeftAsync(cancellationToken); left > TimeSpan.Zero; left -= Interval)
        {
            await lease.TakeAsync(cancellationToken);
            await Task.Delay(left < Interval ? left : Interval, time, cancellationToken);
        }

        await WriteAsync(token, await visits.ReadAllAsync(cancellationToken), cancellationToken);
    }

    private async Task<TimeSpan> ReadTimeLeftAsync(CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            "SELECT coalesce(ticked_at + $1 - clock_timestamp(), interval '0') FROM jobs WHERE name = 'visits'",
            [SqlValue.Interval(options.Value.Period)],
            row => row.GetTimeSpan(0),
            cancellationToken))[0];

    private Task<int> WriteAsync(long token, IReadOnlyList<PageCount> counts, CancellationToken cancellationToken) =>
        postgres.ExecuteAsync(
            """
            WITH next AS (
              UPDATE jobs SET tick = tick + 1, ticked_at = clock_timestamp() WHERE name = 'visits' RETURNING tick, ticked_at),
            ticked AS (INSERT INTO visit_ticks SELECT tick, $1, ticked_at, $4 FROM next RETURNING tick)
            INSERT INTO visit_snapshots SELECT tick, page, count FROM ticked, unnest($2, $3) AS snapshot (page, count)
            """,
            [
                SqlValue.Bigint(token),
                SqlValue.Texts([.. counts.Select(count => count.Page)]),
                SqlValue.Bigints([.. counts.Select(count => count.Count)]),
                SqlValue.Text(replica.ToString()),
            ],
            cancellationToken);
}
