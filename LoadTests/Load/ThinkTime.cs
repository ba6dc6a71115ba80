using AspireStateless.Control;
using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// How long the clients of a closed loop wait between an answer and their next request: exponential with a mean, drawn from the seed for
/// each client by itself, so that the waits of one do not depend on how quickly others are answered.
/// </summary>
/// <param name="mean">Zero for none: each sends as soon as it is answered.</param>
internal sealed class ThinkTime(TimeSpan mean, ulong seed)
{
    public static ThinkTime None { get; } = new(TimeSpan.Zero, seed: 0);

    /// <summary>The waits of a client, nanoseconds, without end. The first comes before its first request.</summary>
    public IEnumerable<long> Of(int client)
    {
        var random = RandomStream.Of(seed, $"think-{client}");
        double nanoseconds = MonotonicClock.Nanoseconds(mean);
        while (true)
        {
            yield return (long)(-Math.Log(1 - random.NextDouble()) * nanoseconds);
        }
    }
}
