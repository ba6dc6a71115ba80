namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>Whether the open loop sends what was planned, when it was planned, while target and generator share the machine.</summary>
internal static class PacingRows
{
    private const double LatenessRate = 1000;
    private const double HighestRate = 25_000;
    private static readonly Limit Missed = Limit.Most(0.1);
    private static readonly Limit Answered = Limit.Least(0.999 * HighestRate);
    private static readonly double[] Rates = [100, LatenessRate, 5000, 20_000, HighestRate];
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var target = await TargetProcess.StartAsync(core: null, cancellationToken);
        var rows = new List<BenchRow>();
        foreach (var rate in Rates)
        {
            var run = await PacedRun.MeasureAsync(target.Address, rate, Length, meanwhile: null, cancellationToken);
            rows.Add(BenchRow.Figure($"{rate:N0}/s: planned, not sent", run.Pace.Error * 100, "%", Missed));
            rows.AddRange(rate switch
            {
                HighestRate => Highest(run),
                LatenessRate => [WorstSecond(run), .. Lateness(run)],
                _ => [WorstSecond(run)],
            });
        }

        return [new($"The open loop against a bare endpoint, {Length.TotalSeconds:F0} s at each rate", rows)];
    }

    /// <summary>Of what a second may be off, which is 1 % of it, and one request at least.</summary>
    private static BenchRow WorstSecond(PacedRun run) =>
        BenchRow.Figure("  the worst second of them", run.Pace.WorstSecond, "of 1 %", Limit.Most(1));

    private static IEnumerable<BenchRow> Lateness(PacedRun run) =>
    [
        BenchRow.Figure("  lateness, p50", run.LatenessMicroseconds(0.5), "µs", Limit.Most(50)),
        BenchRow.Figure("  lateness, p99", run.LatenessMicroseconds(0.99), "µs", Limit.Most(1000)),
        BenchRow.Figure("  its pacing thread", run.PacerCores, "cores", Limit.Most(0.05)),
        BenchRow.Figure("  the whole generator", run.Cores, "cores"),
    ];

    private static IEnumerable<BenchRow> Highest(PacedRun run) =>
    [
        BenchRow.Figure("  answered", run.Totals.Ok / run.Length.TotalSeconds, "/s", Answered),
        BenchRow.Figure("  p50 from when it was due", run.Totals.Response.Quantile(0.5) / 1e3, "µs"),
    ];
}
