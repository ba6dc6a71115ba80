namespace AspireStateless.LoadTests.Load.Arrivals;

/// <summary>Arrivals of many independent users: the gaps are exponential with mean 1 / rate, drawn from the seed.</summary>
/// <param name="stream">Schedules with other names are independent.</param>
internal sealed class PoissonSchedule(double perSecond, ulong seed, string stream = "arrivals")
{
    /// <returns>Nanoseconds from the start of the run, below its duration, never decreasing.</returns>
    public IEnumerable<long> DueTimes(TimeSpan duration)
    {
        var end = MonotonicClock.Nanoseconds(duration);
        var random = RandomStream.Of(seed, stream);
        double at = 0;
        while (true)
        {
            at += -Math.Log(1 - random.NextDouble()) * MonotonicClock.NanosecondsPerSecond / perSecond;
            if (at >= end)
            {
                yield break;
            }

            yield return (long)at;
        }
    }
}
