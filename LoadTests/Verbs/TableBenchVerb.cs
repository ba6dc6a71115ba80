using System.CommandLine;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Benches.Table;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>bench</c> without a further word: the performance of the project, as ratios of one run.</summary>
internal static class TableBenchVerb
{
    private static readonly Option<string?> Only = new("--only") { Description = $"One part of the table: {BenchPart.Names}." };

    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "How often everything has its turn; 5 unless given.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long a turn is; 1 unless given.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Anyway = new("--anyway")
    {
        Description = "Measure on a busy machine too; the table then says so, and counts for nothing.",
    };

    /// <summary>Makes it what a command does that has further words of its own.</summary>
    public static void AddTo(Command command, TextWriter output)
    {
        foreach (var option in new Option[] { Only, Rounds, Seconds, Anyway })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => MeasureAsync(
            new BenchSize(parsed.GetValue(Only), parsed.GetValue(Rounds), parsed.GetValue(Seconds)), parsed.GetValue(Anyway), output,
                cancellationToken));
    }

    private static async Task<int> MeasureAsync(BenchSize size, bool anyway, TextWriter output, CancellationToken cancellationToken)
    {
        size.Check();
        GeneratorRuntime.Prepare();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(BenchSize.Limit);
        try
        {
            return await MeasureAsync(size, anyway, output, MachineResult.OfThis(), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidRunException(
                $"The table was not done within {BenchSize.Limit.TotalSeconds:F0} s, of which {size.Expected.TotalSeconds:F0} s were"
                    + $" planned.",
                $"{QuietMachine.Advice} Or measure parts of it: --only {BenchPart.Names}.");
        }
    }

    private static async Task<int> MeasureAsync(
        BenchSize size, bool anyway, TextWriter output, MachineResult machine, CancellationToken cancellationToken)
    {
        List<string> objections = [.. machine.DebugBuild ? ["this is a Debug build"] : Array.Empty<string>()];
        objections.AddRange((await QuietMachine.ObjectionsAsync(cancellationToken)).Select(objection => $"before it, {objection}"));
        if (objections.Count > 0 && !anyway)
        {
            throw new InvalidRunException(
                $"The table was not measured; {string.Join("; ", objections)}.", $"{QuietMachine.Advice} It needs -c Release.");
        }

        await PrintAsync(output, RatioText.Head(machine, TimeProvider.System.GetUtcNow(), size));
        var before = MachineTimes.Read();
        var rows = new List<RatioRow>();
        foreach (var part in size.Parts)
        {
            try
            {
                foreach (var group in await part.Measure(size, cancellationToken))
                {
                    rows.AddRange(group.Rows);
                    await PrintAsync(output, ["", .. RatioText.Lines(group)]);
                }
            }
            catch (InvalidRunException failure)
            {
                // The others may work.
                objections.Add($"part {part.Name} was not measured: {failure.Message.TrimEnd('.')}");
                await PrintAsync(output, ["", .. RatioText.Wrapped([$"{part.Name}: not measured. {failure.Message} {failure.Advice}"])]);
            }
        }

        if (MachineTimes.Read() - before is { All: > 0 } meanwhile
            && (double)meanwhile.Stolen / meanwhile.All is > TrustRule.StealShareMost and var stolen)
        {
            objections.Add($"meanwhile the host gave {stolen:P0} of the time to others, {TrustRule.StealShareMost:P0} at most");
        }

        objections.AddRange((await QuietMachine.ObjectionsAsync(cancellationToken)).Select(objection => $"after it, {objection}"));
        var verdict = new RatioSummary(rows, objections);
        await PrintAsync(output, ["", .. verdict.Lines]);
        return (int)verdict.Code;
    }

    private static async Task PrintAsync(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }

        await output.FlushAsync(CancellationToken.None);
    }
}
