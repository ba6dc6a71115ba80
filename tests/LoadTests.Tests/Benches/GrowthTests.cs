using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Benches;
using AspireStateless.LoadTests.Performance.Benches.Growth;

namespace AspireStateless.LoadTests.Tests.Benches;

public sealed class GrowthTests
{
    private static readonly double[] Sizes = [1000, 10_000, 100_000, 1_000_000];
    private static readonly GrowthCurve Curve = new("GET /session, time of one", "sessions", "µs");

    [Theory]
    [InlineData(0, 250)]
    [InlineData(1, 0.3)]
    [InlineData(0.5, 7)]
    [InlineData(-0.2, 40)]
    public void A_power_of_the_size_is_found_exactly(double exponent, double factor)
    {
        var law = PowerLaw.Fit(Sizes, [.. Sizes.Select(size => factor * Math.Pow(size, exponent))]);
        Assert.Equal((exponent, factor, 0), (Math.Round(law.Exponent, 9), Math.Round(law.Factor, 6), Math.Round(law.Furthest, 9)));
    }

    [Fact]
    public void Noise_of_a_tenth_moves_the_exponent_by_little_and_is_told()
    {
        var random = new RandomStream(1);
        for (var round = 0; round < 1000; round++)
        {
            var law = PowerLaw.Fit(Sizes, [.. Sizes.Select(size => 3 * size * (0.9 + (0.2 * random.NextDouble())))]);
            Assert.InRange(law.Exponent, 0.96, 1.04);
            Assert.InRange(law.Furthest, 0, 0.25);
        }
    }

    [Fact]
    public void What_grows_by_logarithms_looks_like_a_small_power()
    {
        var law = PowerLaw.Fit(Sizes, [.. Sizes.Select(size => size * Math.Log2(size))]);
        Assert.InRange(law.Exponent, 1.05, 1.15);
    }

    [Fact]
    public void A_curve_shows_each_size_and_the_exponent_with_that_of_its_rounds()
    {
        var lines = BenchText.Lines((Curve.With(Sizes, [[100, 110], [100, 120], [100, 134], [100, 146]])
            with
        { Limit = Limit.Most(0.05) }).Group);
        Assert.Equal(
            [
                "GET /session, time of one, by sessions",
                "  1,000 sessions                     105        100 .. 110 µs",
                "  10,000 sessions                    110        100 .. 120 µs",
                "  100,000 sessions                   117        100 .. 134 µs",
                "  1,000,000 sessions                 123        100 .. 146 µs",
                "    exponent, 0 being flat          0.02      0.00 .. 0.04               <= 0.05",
                "    furthest from that line         0.49                   %",
            ],
            lines);
    }

    [Fact]
    public void A_size_that_was_not_measured_says_why_and_the_others_are_fitted()
    {
        var curve = Curve with
        {
            Points = [.. Sizes.Select(size => size < 1e6 ? new GrowthPoint(size, [size], null) : new(size, [], "No room for it."))],
        };
        var lines = string.Join('\n', BenchText.Lines(curve.Group));
        Assert.Contains("1,000,000 sessions              not measured\n    No room for it.", lines, StringComparison.Ordinal);
        Assert.Equal(1, curve.Law!.Value.Exponent, 9);
    }

    [Fact]
    public void Two_sizes_are_no_line()
    {
        var curve = Curve.With(Sizes[..2], [[1], [2]]) with { Limit = Limit.Most(1) };
        Assert.Null(curve.Law);
        Assert.Equal(ExitCode.NotProven, new BenchVerdict(curve.Group.Rows, []).Code);
    }

    [Fact]
    public void Nothing_is_not_taken_for_a_cost() =>
        Assert.Equal("It is too little to be measured.", Curve.With([1], [[0, 2]]).Points[0].Missing);

    [Fact]
    public async Task What_fails_is_shown_as_not_measured_and_holds_no_limit()
    {
        var curves = await GrowthRows.TryAsync(
            Curve with { Limit = Limit.Most(0.05) }, _ => throw new InvalidRunException("It was refused.", "Look at it."));
        Assert.Equal(
            ["GET /session, time of one, by sessions", "  of sessions                     not measured", "    It was refused. Look at it."],
            BenchText.Lines(curves.Single().Group));
        Assert.Equal(ExitCode.NotProven, new BenchVerdict(curves.Single().Group.Rows, []).Code);
    }

    [Fact]
    public async Task Judging_is_measured_at_each_size()
    {
        var curves = await JudgingCurves.MeasureAsync([300, 1000, 3000], new(Rounds: 2, Seconds: 1), TestContext.Current.CancellationToken);
        Assert.Equal(["ms", "MB"], curves.Select(curve => curve.Unit));
        Assert.All(curves, curve => Assert.Equal([300.0, 1000, 3000], curve.Points.Select(point => point.Size)));
        Assert.All(curves, curve => Assert.NotNull(curve.Law));
    }

    [Fact]
    public async Task A_size_for_which_there_is_no_memory_is_left_out()
    {
        var curves = await JudgingCurves.MeasureAsync(
            [1000, int.MaxValue], new(Rounds: 1, Seconds: 1), TestContext.Current.CancellationToken);
        Assert.All(curves, curve => Assert.StartsWith("It may take 2,", curve.Points[1].Missing, StringComparison.Ordinal));
    }
}
