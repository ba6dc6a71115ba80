using AspireStateless.LoadTests.Load.Arrivals;
using FsCheck;
using FsCheck.Fluent;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class RateCurveTests
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    // Steps of 0 to 200 a second, with pauses among them.
    private static readonly Gen<double[]> Rates =
        from count in Gen.Choose(1, 8)
        from rates in Gen.ArrayOf(Gen.Elements(0.0, 0.5, 1, 7, 30, 200), count)
        select rates;

    [Fact]
    public void A_ramp_from_nothing_expects_half_of_what_its_end_would()
    {
        var ramp = RateCurve.Ramp(0, 100, TenSeconds);
        Assert.Equal(125, ramp.Expected(5), precision: 9);
        Assert.Equal(500, ramp.Expected(10), precision: 9);
        Assert.Equal(5, ramp.TimeOf(125), precision: 9);
    }

    [Fact]
    public void After_its_last_piece_the_last_rate_goes_on() =>
        Assert.Equal(600, RateCurve.Ramp(0, 100, TenSeconds).Expected(11), precision: 9);

    [Fact]
    public void Arrivals_that_never_come_have_no_time() =>
        Assert.Equal(double.PositiveInfinity, RateCurve.Ramp(100, 0, TenSeconds).TimeOf(501));

    [Fact]
    public void The_time_of_what_is_expected_at_a_time_is_that_time_or_the_pause_it_lies_in() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(Rates.ToArbitrary(), Gen.Choose(0, 9000).ToArbitrary(), (rates, milliseconds) =>
            {
                var curve = RateCurve.Steps(TimeSpan.FromSeconds(1), rates);
                var expected = curve.Expected(milliseconds / 1000.0);
                var time = curve.TimeOf(expected);
                return double.IsInfinity(time) || Math.Abs(curve.Expected(time) - expected) < 1e-6;
            }));

    [Fact]
    public void Constant_arrivals_along_any_curve_are_as_many_as_it_expects() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(Rates.ToArbitrary(), rates =>
            {
                var curve = RateCurve.Steps(TimeSpan.FromSeconds(1), rates);
                long[] due = [.. new ShapedSchedule(curve, new ConstantSchedule(1)).DueTimes(TenSeconds)];
                return Math.Abs(due.Length - curve.Expected(10)) <= 1
                    && due.SequenceEqual(due.Order())
                    && due.All(time => time is >= 0 and < 10_000_000_000);
            }));

    [Fact]
    public void A_spike_has_its_arrivals_where_it_is()
    {
        var curve = RateCurve.Spike(usual: 10, peak: 500, at: TimeSpan.FromSeconds(4), length: TimeSpan.FromSeconds(1));
        long[] due = [.. new ShapedSchedule(curve, new ConstantSchedule(1)).DueTimes(TenSeconds)];
        Assert.Equal(500, due.Count(time => time is >= 4_000_000_000 and < 5_000_000_000));
        Assert.InRange(due.Length, 589, 591);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Poisson_arrivals_along_a_ramp_are_denser_at_its_end_and_the_same_for_the_same_seed(int seed)
    {
        var curve = RateCurve.Ramp(0, 1000, TenSeconds);
        long[] due = [.. new ShapedSchedule(curve, new PoissonSchedule(1, (ulong)seed)).DueTimes(TenSeconds)];
        Assert.Equal(due, new ShapedSchedule(curve, new PoissonSchedule(1, (ulong)seed)).DueTimes(TenSeconds));
        Assert.InRange(due.Length, 4_600, 5_400); // 5,000 ± 5 standard deviations.
        Assert.InRange(due.Count(time => time < 5_000_000_000), 1_070, 1_430); // 1,250 ± 5.
    }

    [Fact]
    public void A_rate_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RateCurve.Ramp(-1, 10, TenSeconds));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateCurve.Steps(TenSeconds, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateCurve.Spike(1, 2, TenSeconds, TimeSpan.Zero));
    }
}
