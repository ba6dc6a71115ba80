using AspireStateless.LoadTests.Load.Arrivals;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Performance.Benches.Engine;

namespace AspireStateless.LoadTests.Tests.Benches;

public sealed class FreezeRowsTests
{
    [Theory]
    [InlineData(1.4, 30, 0.99)]
    [InlineData(1.4, 30, 0.999)]
    [InlineData(0.2, 30, 0.99)]
    public void The_analytic_quantile_is_that_of_the_waits_it_is_about(double frozen, double length, double quantile)
    {
        var waits = new LatencyHistogram();
        foreach (var due in new ConstantSchedule(2000).DueTimes(TimeSpan.FromSeconds(length)))
        {
            waits.Record((long)Math.Max(0, (frozen * 1e9) - due));
        }

        Assert.InRange(FreezeRows.Expected(frozen, length, quantile) * 1e9, waits.Quantile(quantile) * 0.99, (
            waits.Quantile(quantile) * 1.01) + 1);
    }
}
