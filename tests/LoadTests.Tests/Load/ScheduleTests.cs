using AspireStateless.LoadTests.Load.Arrivals;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class ScheduleTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public void Constant_arrivals_are_evenly_spaced_and_do_not_drift()
    {
        long[] due = [.. new ConstantSchedule(3).DueTimes(TenSeconds)];
        Assert.Equal(30, due.Length);
        Assert.Equal([0, 333_333_333, 666_666_666, 1_000_000_000], due[..4]);
        Assert.Equal(9_000_000_000, due[27]);
    }

    [Fact]
    public void Poisson_arrivals_are_the_same_for_the_same_seed_and_others_for_another()
    {
        long[] due = [.. new PoissonSchedule(100, seed: 5).DueTimes(TenSeconds)];
        Assert.Equal(due, new PoissonSchedule(100, seed: 5).DueTimes(TenSeconds));
        Assert.NotEqual(due, new PoissonSchedule(100, seed: 6).DueTimes(TenSeconds));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Poisson_arrivals_keep_their_rate_and_scatter_as_their_law_says(int seed)
    {
        long[] due = [.. new PoissonSchedule(1000, (ulong)seed).DueTimes(TenSeconds)];
        double[] gaps = [.. due.Zip(due.Skip(1), (one, next) => (next - one) / 1e6)];
        Assert.Equal(due.Order(), due);
        Assert.InRange(due.Length, 9_500, 10_500); // 10,000 ± 5 standard deviations.
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));
        Assert.InRange(deviation / mean, 0.95, 1.05); // 1 for exponential gaps, 0 for constant ones.
    }

    [Fact]
    public void No_arrival_is_due_at_or_after_the_end()
    {
        Assert.All(new ConstantSchedule(7).DueTimes(TimeSpan.FromSeconds(1)), due => Assert.InRange(due, 0, 999_999_999));
        Assert.All(new PoissonSchedule(7, 1).DueTimes(TimeSpan.FromSeconds(1)), due => Assert.InRange(due, 0, 999_999_999));
    }
}
