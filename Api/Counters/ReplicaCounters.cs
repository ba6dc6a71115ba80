using StackExchange.Redis;

namespace AspireStateless.Api.Counters;

/// <summary>The counters of this process, those of the client libraries among them.</summary>
internal sealed class ReplicaCounters(
    RequestCounts requests, ResponseBytes bytes, ThrownExceptions exceptions, SqlCommands sql)
{
    public RequestCounts Requests => requests;

    /// <summary>Reads all of them. The request that asks is in none but those that its authentication went through.</summary>
    /// <param name="redis">Asked for here and not kept: the counters begin before the start, which is what makes the client.</param>
    public ReplicaTotals Read(IConnectionMultiplexer redis) => new(
        requests.Totals,
        exceptions.Total,
        bytes.Total,
        GC.GetTotalAllocatedBytes(precise: true),
        (long)Environment.CpuUsage.TotalTime.TotalMicroseconds,
        redis.OperationCount,
        sql.Total);
}

/// <summary>The answer of <c>GET /replica/counters</c>: totals since the start of the process.</summary>
/// <param name="Requests">Those that have ended, by method, route and status.</param>
/// <param name="Exceptions">Thrown, also those that were caught.</param>
/// <param name="ResponseBytes">Written to connections of clients, headers included.</param>
/// <param name="AllocatedBytes">Of the managed heap.</param>
/// <param name="CpuMicroseconds">Processor time, user and system.</param>
/// <param name="RedisCommands">Sent, as the client library counts; its own included.</param>
/// <param name="SqlCommands">Round trips to Postgres, as the client library counts.</param>
internal sealed record ReplicaTotals(
    IReadOnlyList<RequestCount> Requests,
    long Exceptions,
    long ResponseBytes,
    long AllocatedBytes,
    long CpuMicroseconds,
    long RedisCommands,
    long SqlCommands);
