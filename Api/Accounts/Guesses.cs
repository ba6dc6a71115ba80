using AspireStateless.Api.Problems;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.Api.Accounts;

/// <summary>
/// Limits the wrong passwords of a client, over all replicas and by the clock of Redis. Only what failed counts. What is under way may fail
/// yet: so no more begins than may still fail, at most <see cref="AtOnce"/>, and the rest waits for its turn. Of a hundred wrong ones at
/// once not one more than the limit is looked at, and right ones are let in one after the other.
/// </summary>
internal sealed class Guesses(RedisStore redis, IOptions<AccountsOptions> options, TimeProvider time) : IGuesses
{
    // Keys: failures in this minute, guesses under way with the end of their lease. Values: limit, most at once, lease (ms), this guess.
    // Answers -1 when it may begin, 0 when it has to wait, or how many ms are left of a minute with as many failures as it takes.
    private const string Begin = RedisClock.Now + """
        local failed = tonumber(redis.call('GET', KEYS[1]) or '0')
        if failed >= tonumber(ARGV[1]) then return redis.call('PTTL', KEYS[1]) end
        local began = now()
        redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', began)
        if redis.call('ZCARD', KEYS[2]) >= math.min(ARGV[1] - failed, ARGV[2]) then return 0 end
        redis.call('ZADD', KEYS[2], began + ARGV[3], ARGV[4])
        redis.call('PEXPIRE', KEYS[2], ARGV[3])
        return -1
        """;

    // Keys: as above. Values: this guess, length of the window (ms), 1 for one that failed.
    private const string End = """
        redis.call('ZREM', KEYS[2], ARGV[1])
        if ARGV[3] == '1' and redis.call('INCR', KEYS[1]) == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return 0
        """;

    /// <summary>Of one client; each takes a core for a tenth of a second.</summary>
    private const int AtOnce = 4;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Longer than a guess takes: what a replica left that died in the middle of it is under way for as long.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    // A stop leaves a request as long as this.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly int _limit = options.Value.FailedLoginsPerMinute;

    public async Task<T?> TryAsync<T>(string client, Func<Task<T?>> guess, CancellationToken cancellationToken)
        where T : class
    {
        if (_limit == 0)
        {
            return await guess();
        }

        RedisKey[] keys = [$"throttle:failed logins:{client}", $"throttle:failed logins:{client}:under way"];
        var id = Guid.NewGuid().ToString();
        await BeginAsync(keys, id, cancellationToken);
        var failed = false;
        try
        {
            var result = await guess();
            failed = result is null;
            return result;
        }
        finally
        {
            await AfterTheEffect.TryAsync(redis.EvaluateAsync(
                End, keys, [id, (long)Window.TotalMilliseconds, failed], CancellationToken.None));
        }
    }

    private async Task BeginAsync(RedisKey[] keys, string id, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            // To its end also for a caller who has gone: what began is ended below, not by its lease.
            var left = (long)await redis.EvaluateAsync(
                Begin, keys, [_limit, AtOnce, (long)Lease.TotalMilliseconds, id], CancellationToken.None);
            if (left < 0)
            {
                return;
            }

            if (left > 0)
            {
                throw new TooManyRequestsException("Too many failed logins from this address.", TimeSpan.FromMilliseconds(left));
            }

            if (time.GetElapsedTime(asked) > WaitMax)
            {
                throw new TooManyRequestsException(
                    "As many logins from this address as there may be at once are under way.", retryAfter: TimeSpan.FromSeconds(1));
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
