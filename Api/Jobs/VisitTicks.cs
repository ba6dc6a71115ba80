using AspireStateless.Api.Storage.Postgres;
using AspireStateless.Api.Telemetry;
using AspireStateless.Api.Visits;
using Npgsql;

namespace AspireStateless.Api.Jobs;

/// <summary>The ticks in Postgres, each with its effect. Every method throws <see cref="Storage.StoreUnavailableException"/>.</summary>
internal sealed class VisitTicks(PostgresStore postgres, ReplicaIdentity replica)
{
    /// <summary>Shuts every leader with an older token out, before the new one reads what it will write.</summary>
    /// <returns>The newest token, the last tick, and whether the next is due.</returns>
    public async Task<(long Token, long Tick, bool Due)> BeginAsync(long token, TimeSpan period, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            """
            UPDATE jobs SET token = greatest(token, $1) WHERE name = 'visits'
            RETURNING token, tick, ticked_at IS NULL OR ticked_at + $2 <= clock_timestamp()
            """,
            [SqlValue.Bigint(token), SqlValue.Interval(period)],
            row => (row.GetInt64(0), row.GetInt64(1), row.GetBoolean(2)),
            cancellationToken))[0];

    /// <summary>Writes a tick with its effect, if it is the next one and the leader has not been shut out.</summary>
    /// <returns>Whether it was written.</returns>
    public async Task<bool> WriteAsync(
        long tick, long token, IReadOnlyList<PageCount> counts, int kept, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            """
            WITH next AS (
              UPDATE jobs SET tick = $1, ticked_at = clock_timestamp()
              WHERE name = 'visits' AND tick = $1 - 1 AND token = $2
              RETURNING tick, token, ticked_at),
            ticked AS (INSERT INTO visit_ticks SELECT tick, token, ticked_at, $6 FROM next RETURNING tick),
            effect AS (
              INSERT INTO visit_snapshots
              SELECT tick, page, count FROM ticked, unnest($3, $4) AS snapshot (page, count)),
            forgotten AS (DELETE FROM visit_ticks WHERE tick <= $1 - $5 AND EXISTS (SELECT FROM next))
            SELECT tick FROM ticked
            """,
            [
                SqlValue.Bigint(tick),
                SqlValue.Bigint(token),
                SqlValue.Texts([.. counts.Select(count => count.Page)]),
                SqlValue.Bigints([.. counts.Select(count => count.Count)]),
                SqlValue.Bigint(kept),
                SqlValue.Text(replica.ToString()),
            ],
            row => row.GetInt64(0),
            cancellationToken)).Count == 1;

    /// <summary>Reads ticks in order.</summary>
    /// <param name="after">The last tick that is known; 0 for none.</param>
    public Task<IReadOnlyList<VisitTick>> ReadAsync(long after, int most, CancellationToken cancellationToken) =>
        postgres.QueryAsync(
            """
            SELECT tick, token, ticked_at, replica,
              ARRAY(SELECT page FROM visit_snapshots AS one WHERE one.tick = ticks.tick ORDER BY page),
              ARRAY(SELECT count FROM visit_snapshots AS one WHERE one.tick = ticks.tick ORDER BY page)
            FROM visit_ticks AS ticks WHERE tick > $1 ORDER BY tick LIMIT $2
            """,
            [SqlValue.Bigint(after), SqlValue.Bigint(most)],
            Read,
            cancellationToken);

    private static VisitTick Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetFieldValue<DateTimeOffset>(2),
        row.GetString(3),
        row.GetFieldValue<string[]>(4).Zip(row.GetFieldValue<long[]>(5)).ToDictionary(StringComparer.Ordinal));
}

/// <summary>One tick with its effect.</summary>
/// <param name="Tick">1, 2, …</param>
/// <param name="Token">Of the leader that wrote it; never falls.</param>
/// <param name="TickedAt">By the clock of Postgres.</param>
/// <param name="Replica">The process that wrote it; empty where an older build did.</param>
/// <param name="Pages">The count of every page.</param>
internal sealed record VisitTick(long Tick, long Token, DateTimeOffset TickedAt, string Replica, IReadOnlyDictionary<string, long> Pages);
