using System.Diagnostics;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>Waits for what must come true, and says how long it took.</summary>
internal static class Condition
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    // Far above anything that is promised: it only keeps a broken test from hanging.
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(90);

    public static async Task<TimeSpan> BecomesTrueAsync(Func<Task<bool>> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > GiveUp)
            {
                throw new TimeoutException($"Never came true in {GiveUp.TotalSeconds} s: {what}.");
            }

            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }

        return clock.Elapsed;
    }

    /// <summary>For what may not come.</summary>
    /// <returns>Whether it came true within a limit.</returns>
    public static async Task<bool> IsTrueWithinAsync(TimeSpan limit, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > limit)
            {
                return false;
            }

            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }

        return true;
    }
}
