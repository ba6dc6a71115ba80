using System.Runtime.CompilerServices;
using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>Whether the open loop sends what was planned, when it was planned, while target and generator share the machine.</summary>
internal static class PacingBench
{
    private const double HighestRate = 25_000;
    private const double HeldShare = 0.999;
    private const double ErrorMost = 0.001;
    private const double LatenessP50Most = 50;
    private const double LatenessP99Most = 1000;
    private const double CoresMost = 0.05;
    private static readonly double[] Rates = [100, 1000, 5000, 20_000];
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static async IAsyncEnumerable<BenchLine> MeasureAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var target = await TargetProcess.StartAsync(core: null, cancellationToken);
        foreach (var rate in Rates)
        {
            var run = await PacedRun.MeasureAsync(target.Address, rate, Length, meanwhile: null, cancellationToken);
            yield return Pace(run);
            if (rate == 1000)
            {
                yield return Lateness(run);
            }
        }

        yield return Highest(await PacedRun.MeasureAsync(target.Address, HighestRate, Length, meanwhile: null, cancellationToken));
    }

    private static BenchLine Pace(PacedRun run) => new(
        $"open loop, {run.Rate:N0}/s for {run.Length.TotalSeconds:F0} s: sent against planned",
        $"{run.Pace.Error:P3}, worst second {run.Pace.WorstSecond:F2}",
        "0.1 %, 1 = 1 %",
        run.Pace.Error <= ErrorMost && run.Pace.WorstSecond <= 1);

    private static BenchLine Lateness(PacedRun run)
    {
        double p50 = run.LatenessMicroseconds(0.5), p99 = run.LatenessMicroseconds(0.99);
        return new(
            $"  lateness p50, p99; cores of the pacer (of all: {run.Cores:F3})",
            $"{p50:F0} µs, {p99:F0} µs; {run.PacerCores:F3}",
            "50, 1000; 0.05",
            p50 <= LatenessP50Most && p99 <= LatenessP99Most && run.PacerCores <= CoresMost);
    }

    private static BenchLine Highest(PacedRun run) => new(
        $"open loop, {run.Rate:N0}/s: p50 {run.Totals.Response.Quantile(0.5) / 1e3:F0} µs from due, {run.Cores:F2} cores",
        $"{run.Totals.Ok / run.Length.TotalSeconds:N0}/s answered, {run.Totals.Shed} shed",
        "25,000/s",
        run.Totals.Ok >= HeldShare * run.Totals.Planned && run.Pace.Error <= ErrorMost);
}
