using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Faults;

/// <summary>
/// Deals a run's faults from a shuffled deck, so that every seed meets the scenario's minimum counts by construction: of the
/// losses of a replica at least three in five are by SIGKILL, the rest are graceful stops, and the store is killed once.
/// </summary>
internal static class FaultDeck
{
    private static readonly TimeSpan QuietStart = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuietEnd = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LeastGap = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostGap = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LeastLasts = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan MostLasts = TimeSpan.FromSeconds(1.5);

    // How long an instance is away at most, for choosing who is hit next: a graceful stop, the fault itself, the new start.
    private static readonly TimeSpan StopAndStart = TimeSpan.FromSeconds(4);

    public static IReadOnlyList<PlannedFault> Deal(ulong seed, TimeSpan duration, int replicas)
    {
        var random = RandomStream.Of(seed, "faults");
        var times = Times(random, duration);
        string[] deck = [.. Enumerable.Range(0, Math.Max(0, times.Count - 1))
            .Select(card => card % 5 < 3 ? FaultKinds.Kill : FaultKinds.Stop)];
        random.Shuffle<string>(deck);

        // The store goes in the middle third: with writes to lose before it, and time to see them missing after it.
        int store = times.Count == 0 ? -1 : (times.Count / 3) + random.Next(Math.Max(1, times.Count / 3));
        var faults = new List<PlannedFault>();
        var backAt = new long[replicas];
        int card = 0;
        for (int i = 0; i < times.Count; i++)
        {
            long lasts = MonotonicClock.Nanoseconds(random.Between(LeastLasts, MostLasts));
            if (i == store)
            {
                faults.Add(new PlannedFault(times[i], FaultKinds.Kill, "redis", 0, lasts));
                continue;
            }

            int target = Target(random, backAt, times[i]);
            backAt[target] = times[i] + lasts + MonotonicClock.Nanoseconds(StopAndStart);
            faults.Add(new PlannedFault(times[i], deck[card++], "api", target, lasts));
        }

        return faults;
    }

    private static List<long> Times(RandomStream random, TimeSpan duration)
    {
        var times = new List<long>();
        for (var at = QuietStart; at <= duration - QuietEnd; at += random.Between(LeastGap, MostGap))
        {
            times.Add(MonotonicClock.Nanoseconds(at));
        }

        return times;
    }

    /// <summary>One that is expected to be up, else the one that is up first.</summary>
    private static int Target(RandomStream random, long[] backAt, long at)
    {
        int[] up = [.. Enumerable.Range(0, backAt.Length).Where(replica => backAt[replica] <= at)];
        return up.Length > 0 ? up[random.Next(up.Length)] : Array.IndexOf(backAt, backAt.Min());
    }
}
