using System.Diagnostics;
using System.Globalization;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Scenarios;

namespace AspireStateless.LoadTests.Performance.Gates.Recoveries;

/// <summary>
/// Does the same to both builds, one after the other: pairs of runs with one plan each, on fresh stores. A coin decides which build comes
/// first, so that a machine that gets slower or faster favours neither.
/// </summary>
/// <param name="baseline">The project of the baseline's Api.</param>
/// <param name="bug">What the candidate is given; null for the Api as it is.</param>
/// <param name="folder">Of the gate; each run has a folder of its own in it.</param>
internal sealed class RecoveryPairs(string baseline, string? bug, ulong seed, RunFolder folder, Action<string> say)
{
    public const string ScenarioName = "recovery";

    // A run is over long before; one that is not would keep a CI job until its own limit.
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(3);
    private readonly Scenario _scenario = ScenarioCatalog.Find(ScenarioName);

    public async Task<RecoveryResult> RunAsync(int pairs, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var coin = RandomStream.Of(seed, "recovery-order");
        say($"faults: {pairs} pairs of runs of {_scenario.Duration.TotalSeconds:F0} s each and what is around them,"
            + $" {2 * pairs * RunLimit.TotalMinutes:F0} min at most");
        var runs = new List<RecoveryRun>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var first = (Side)coin.Next(2);
            foreach (var side in new[] { first, 1 - first })
            {
                var run = await OnceAsync(pair, side, cancellationToken);
                runs.Add(run);
                say($"{run}: {run.Faults.Count} faults; recovery {Middles(run)}; {run.Faults.Sum(fault => fault.Failed)} of"
                    + $" {run.Faults.Sum(fault => fault.Due)} requests failed around them{Remark(run)}");
            }
        }

        return new RecoveryResult(pairs, runs, Math.Round(clock.Elapsed.TotalSeconds, 1));
    }

    private async Task<RecoveryRun> OnceAsync(int pair, Side side, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{ScenarioName}-{pair + 1}-{side.ToString().ToLowerInvariant()}");
        Directory.CreateDirectory(folder[name]);
        var own = RunFolder.Existing(folder[name]);
        await using var lines = new StreamWriter(own["output.txt"]) { AutoFlush = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RunLimit);
        try
        {
            var report = await new ScenarioRun(Options(pair, side), new PlainDisplay(lines)).RunAsync(attached: null, own, limit.Token);
            ReportFiles.Write(report, own);
            VerdictText.Write(report, lines, own.Root);
            return RecoveryRun.Of(pair, side, name, report, RecordedRun.Load(own.Root));
        }
        catch (InvalidRunException failure)
        {
            return RecoveryRun.Without(pair, side, name, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RecoveryRun.Without(pair, side, name, $"it was not over after {RunLimit.TotalSeconds} s");
        }
    }

    private RunOptions Options(int pair, Side side) => new()
    {
        Scenario = _scenario,
        Seed = seed + (ulong)pair,
        Duration = _scenario.Duration,
        Rate = _scenario.Rate,
        Bug = side == Side.Candidate ? bug : null,
        Settings = side == Side.Baseline ? new Dictionary<string, string>(StringComparer.Ordinal) { ["Api:Project"] = baseline } : [],
        Output = folder.Root,
    };

    private static string Middles(RecoveryRun run) => string.Join(", ", run.Faults.GroupBy(fault => fault.Name)
        .Select(kind => $"{kind.Key} {kind.Select(fault => fault.RecoveryMs ?? double.NaN).Order().ElementAt(kind.Count() / 2):F0} ms"));

    private static string Remark(RecoveryRun run) =>
        run.Broken.Count > 0 ? $"; {string.Join(", ", run.Broken)} BROKEN"
        : run.Objections.Count > 0 ? $"; INVALID: {run.Objections[0]}"
        : run.Unproven is { } unproven ? $"; {unproven}"
        : "";
}
