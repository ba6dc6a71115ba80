using AspireStateless.Control;

namespace AspireStateless.LoadTests.Load.Arrivals;

/// <summary>
/// Arrivals at a rate that changes: a schedule of one a second whose time is stretched by the curve. The n-th of constant arrivals is due
/// when n are expected; Poisson arrivals become a Poisson process with that rate (Çınlar, "Introduction to Stochastic Processes", 1975,
/// on the inversion of the expectation).
/// </summary>
/// <param name="unit">One arrival a second on the average: a <see cref="ConstantSchedule"/> or <see cref="PoissonSchedule"/>.</param>
internal sealed class ShapedSchedule(RateCurve curve, IArrivalSchedule unit) : IArrivalSchedule
{
    public IEnumerable<long> DueTimes(TimeSpan duration)
    {
        var end = MonotonicClock.Nanoseconds(duration);

        // One second more than is expected: what a rounding would lose at the end is cut off below.
        foreach (var at in unit.DueTimes(TimeSpan.FromSeconds(curve.Expected(duration.TotalSeconds) + 1)))
        {
            var seconds = curve.TimeOf((double)at / MonotonicClock.NanosecondsPerSecond);
            if (seconds >= duration.TotalSeconds)
            {
                yield break;
            }

            yield return Math.Min(end - 1, (long)(seconds * MonotonicClock.NanosecondsPerSecond));
        }
    }
}
