namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>
/// Stops the target in the middle of a run. Who was due while it stood still waited for the rest of the stop, so waits are spread evenly
/// from nothing to the length of the stop, and the 99th percentile over all is known: the stop less one per cent of the run. A generator
/// that counts from the send, or that does not send meanwhile, reports a small fraction of it.
/// </summary>
internal static class FreezeRows
{
    private const double Rate = 2000;
    private const double Quantile = 0.99;
    private static readonly Limit Error = Limit.Most(5);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(1.4);

    public static async Task<IReadOnlyList<BenchGroup>> MeasureAsync(BenchSize size, CancellationToken cancellationToken)
    {
        await using var target = await TargetProcess.StartAsync(core: null, cancellationToken);
        (long From, long To) stood = default;
        var run = await PacedRun.MeasureAsync(
            target.Address,
            Rate,
            Length,
            async token =>
            {
                await Task.Delay(Before, token);
                stood = await target.FreezeAsync(Freeze, token);
            },
            cancellationToken);
        var seconds = MonotonicClock.Span(stood.To - stood.From).TotalSeconds;
        var expected = Expected(seconds, Length.TotalSeconds, Quantile);
        var reported = run.Totals.Response.Quantile(Quantile) / 1e9;
        return
        [
            new($"The open loop at {Rate:N0}/s, its target frozen for {seconds:F2} of {Length.TotalSeconds:F0} s: p99",
            [
                BenchRow.Figure("as it has to be", expected * 1e3, "ms"),
                BenchRow.Figure("as reported", reported * 1e3, "ms"),
                BenchRow.Figure("  which is off by", Math.Abs(reported - expected) / expected * 100, "%", Error),
                BenchRow.Figure("from the send, which hides it", run.Totals.Service.Quantile(Quantile) / 1e6, "ms"),
            ]),
        ];
    }

    /// <summary>
    /// The quantile of the waits over a whole run in which the target stood still once, and else answered at once; seconds.
    /// </summary>
    public static double Expected(double frozen, double length, double quantile) => Math.Max(0, frozen - ((1 - quantile) * length));
}
