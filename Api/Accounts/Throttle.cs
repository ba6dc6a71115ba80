using AspireStateless.Api.Problems;
using AspireStateless.Api.Storage.Redis;

namespace AspireStateless.Api.Accounts;

/// <summary>Counts what a client tries, over all replicas, in windows of a minute by the clock of Redis.</summary>
internal sealed class Throttle(RedisStore redis)
{
    // Key: the window. Values: how many it takes, its length (ms). Answers 0, or how many ms are left of a window that is full.
    private const string Take = """
        if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then return redis.call('PTTL', KEYS[1]) end
        if redis.call('INCR', KEYS[1]) == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return 0
        """;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Counts one try.</summary>
    /// <param name="limit">Tries a minute; 0 is without limit.</param>
    /// <exception cref="TooManyRequestsException">The client has had its tries.</exception>
    public async Task TakeAsync(string what, string client, int limit, CancellationToken cancellationToken)
    {
        if (limit == 0)
        {
            return;
        }

        var left = (long)await redis.EvaluateAsync(
            Take, [$"throttle:{what}:{client}"], [limit, (long)Window.TotalMilliseconds], cancellationToken);
        if (left != 0)
        {
            throw new TooManyRequestsException($"Too many {what} from this address.", TimeSpan.FromMilliseconds(left));
        }
    }
}
