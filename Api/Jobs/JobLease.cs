using AspireStateless.Api.Storage.Redis;
using AspireStateless.Api.Telemetry;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.Api.Jobs;

/// <summary>
/// Who leads, for a while. The lease only saves work: that nobody else writes is left to the fencing token, which grows with every new
/// leader and which Postgres checks.
/// </summary>
/// <remarks>After Kleppmann, "How to do distributed locking" (2016).</remarks>
internal sealed class JobLease(RedisStore redis, ReplicaIdentity replica, IOptions<JobsOptions> options)
{
    private static readonly RedisKey[] Keys = ["{job:visits}:lease", "{job:visits}:token"];

    // Keys: lease, token. Values: who, lease (ms). Answers the token of the lease; nothing while someone else has it.
    private const string Take = """
        local holder = redis.call('GET', KEYS[1])
        if holder and holder ~= ARGV[1] then return false end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        if holder then return redis.call('GET', KEYS[2]) end
        return redis.call('INCR', KEYS[2])
        """;

    // Keys: lease, token. Values: who, a token that was in use.
    private const string Leave = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
        if tonumber(redis.call('GET', KEYS[2]) or '0') < tonumber(ARGV[2]) then redis.call('SET', KEYS[2], ARGV[2]) end
        return 1
        """;

    private readonly RedisValue _holder = replica.ToString();
    private readonly RedisValue _milliseconds = (long)options.Value.Lease.TotalMilliseconds;

    /// <summary>Takes the lease or prolongs it.</summary>
    /// <returns>The fencing token; null while another replica leads.</returns>
    public async Task<long?> TakeAsync(CancellationToken cancellationToken) =>
        await redis.EvaluateAsync(Take, Keys, [_holder, _milliseconds], cancellationToken) is { IsNull: false } token ? (long)token : null;

    /// <summary>Lets another leader begin at once.</summary>
    /// <param name="newestToken">Its token will be higher, also when Redis has lost its count; 0 if none is known.</param>
    public Task LeaveAsync(long newestToken, CancellationToken cancellationToken) =>
        redis.EvaluateAsync(Leave, Keys, [_holder, newestToken], cancellationToken);
}
