using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Benches.Parts;

/// <summary>Measures the parts of a plan and says what came of it, if this machine can be measured on.</summary>
internal sealed class BenchRun(BenchPlan plan, TextWriter output)
{
    private const string Advice = "Close what else runs on this machine, and try again.";
    private const double CalibrationRate = 1000;
    private readonly List<string> _objections = [];
    private readonly List<BenchRow> _rows = [];

    /// <param name="anyway">Begin on a busy machine too; what is measured then counts for nothing.</param>
    /// <exception cref="InvalidRunException">The machine is busy, or it took too long.</exception>
    public async Task<ExitCode> RunAsync(bool anyway, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(plan.Limit);
        try
        {
            return await MeasureAsync(anyway, MachineResult.OfThis(), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidRunException(
                $"It was not done within {plan.Limit.TotalSeconds:F0} s, of which {plan.Expected.TotalSeconds:F0} s were planned.",
                $"{Advice} Or measure less: --only some of {BenchPart.Names}.");
        }
    }

    private async Task<ExitCode> MeasureAsync(bool anyway, MachineResult machine, CancellationToken cancellationToken)
    {
        _objections.AddRange(machine.DebugBuild ? ["this is a Debug build"] : []);
        await CalibrateAsync("before it", cancellationToken);
        if (_objections.Count > 0 && !anyway)
        {
            throw new InvalidRunException(
                $"Nothing was measured; {string.Join("; ", _objections)}.", $"{Advice} It needs -c Release.");
        }

        await PrintAsync(BenchText.Head(machine, TimeProvider.System.GetUtcNow(), plan.Size));
        var before = MachineTimes.Read();
        foreach (var part in plan.Parts)
        {
            await MeasureAsync(part, cancellationToken);
        }

        if (MachineTimes.Read() - before is { All: > 0 } meanwhile
            && (double)meanwhile.Stolen / meanwhile.All is > TrustRule.StealShareMost and var stolen)
        {
            _objections.Add($"meanwhile the host gave {stolen:P0} of the time to others, {TrustRule.StealShareMost:P0} at most");
        }

        await CalibrateAsync("after it", cancellationToken);
        var verdict = new BenchVerdict(_rows, _objections);
        await PrintAsync(["", .. verdict.Lines]);
        return verdict.Code;
    }

    private async Task MeasureAsync(BenchPart part, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var group in await part.Measure(plan.Size, cancellationToken))
            {
                _rows.AddRange(group.Rows);
                await PrintAsync(["", .. BenchText.Lines(group)]);
            }
        }
        catch (InvalidRunException failure)
        {
            // The others may work.
            _objections.Add($"part {part.Name} was not measured: {failure.Message.TrimEnd('.')}");
            await PrintAsync(["", .. BenchText.Wrapped([$"{part.Name}: not measured. {failure.Message} {failure.Advice}"])]);
        }
    }

    private async Task CalibrateAsync(string when, CancellationToken cancellationToken)
    {
        var result = await Calibrator.MeasureAsync(CalibrationRate, cancellationToken);
        _objections.AddRange(result.Objections.Select(objection => $"{when}, {objection}"));
    }

    private async Task PrintAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }

        await output.FlushAsync(CancellationToken.None);
    }
}
