namespace AspireStateless.LoadTests.Load.Arrivals;

/// <summary>Evenly spaced arrivals: the n-th is due at n / rate.</summary>
internal sealed class ConstantSchedule(double perSecond)
{
    /// <returns>Nanoseconds from the start of the run, below its duration, never decreasing.</returns>
    public IEnumerable<long> DueTimes(TimeSpan duration)
    {
        var end = MonotonicClock.Nanoseconds(duration);

        // From n each time, not by adding gaps: sums drift.
        for (long n = 0; n * MonotonicClock.NanosecondsPerSecond / perSecond < end; n++)
        {
            yield return (long)(n * MonotonicClock.NanosecondsPerSecond / perSecond);
        }
    }
}
