using System.Globalization;
using AspireStateless.LoadTests.Bugs;
using AspireStateless.LoadTests.Gates.Duets;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Gates.SelfTests;

/// <summary>
/// Measures how often the gate is wrong: pairs of a build with itself, and pairs with a slowdown made on purpose, from which thousands of
/// gates are drawn; and costs counted again and again. What it finds is stored for every report of the gate to show.
/// </summary>
/// <param name="pairs">Pairs of a build with itself; of each slowdown there are half as many.</param>
internal sealed class GateSelfTest(int pairs, ulong seed, TextWriter lines)
{
    public const int UsualPairs = 20;
    private const string Nothing = "none";
    private const int Gates = 10_000;
    private const double MostFalseAlarms = 0.01;
    private const double LeastFound = 0.95;
    private readonly List<string> _objections = [];

    /// <exception cref="InvalidRunException">Something did not start.</exception>
    public async Task<ExitCode> RunAsync(string runs, CancellationToken cancellationToken)
    {
        var source = SourceState.Of(BuildPaths.RepositoryRoot);
        var folder = RunFolder.Create(runs, "gate-self-test", seed, TimeProvider.System);
        string kept = source.IsExact ? Path.Combine(BuildPaths.RepositoryRoot, "artifacts", "gate-pools", $"{source.Commit}-{seed}") : folder["pools"];
        var file = new PoolFile(kept);
        await lines.WriteLineAsync($"dotnet run -c Release --project LoadTests -- gate --self-test --pairs {pairs} --seed {seed}");
        await lines.WriteLineAsync($"pairs are kept in {kept}: the same command goes on where this one ends");
        var pools = new List<PoolRates>();
        foreach (string? slowdown in new string?[] { null }.Concat(Slowdowns.All.Select(slow => slow.Name)))
        {
            string name = slowdown ?? Nothing;
            int count = slowdown is null ? pairs : Math.Max(1, pairs / 2);
            var measured = file.Read(name, count) ?? await MeasureAsync(name, slowdown, count, folder, cancellationToken);
            _objections.AddRange(measured.Where(pair => pair.Objection is not null).Select(pair => $"{name}, pair {pair.Pair + 1}: {pair.Objection}"));
            if (measured.All(pair => pair.Objection is null))
            {
                file.Write(name, measured);
            }

            pools.Add(RatePool.Draw(name, measured, GateOptions.UsualPairs, Gates, seed));
        }

        var counts = new List<CountRates> { await RepeatedCounts.MeasureAsync(Nothing, slowdown: null, folder, cancellationToken) };
        foreach (var slowdown in Slowdowns.All.Where(slow => slow.FoundBy == FoundBy.Costs))
        {
            counts.Add(await RepeatedCounts.MeasureAsync(slowdown.Name, slowdown.Name, folder, cancellationToken));
        }

        var machine = MachineResult.OfThis();
        var rates = new GateRates(
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            $"{machine.Processors} processors, {machine.OperatingSystem}", source.Commit, GateOptions.UsualPairs, Gates, pools, counts);
        return Report(rates);
    }

    private async Task<IReadOnlyList<DuetPair>> MeasureAsync(
        string name, string? slowdown, int count, RunFolder folder, CancellationToken cancellationToken)
    {
        await lines.WriteLineAsync($"{name}: {count} pairs");
        await using var slots = await DuetSlots.StartAsync(GateSettings.ForTimes(BuildPaths.Api, slowdown), folder, cancellationToken);
        return await new DuetRun(slots.All, seed, lines.WriteLine).RunAsync(0, count, cancellationToken);
    }

    private ExitCode Report(GateRates rates)
    {
        lines.WriteLine();
        lines.WriteLine($"{"slowdown",-17}{"p50",8}{"mean",8}{"cpu",8}{"pairs",6}{"failed",9}{"passed",9}{"open",9}  by costs");
        foreach (var pool in rates.Pools)
        {
            var counted = rates.Counts.FirstOrDefault(count => count.Name == pool.Name);
            lines.WriteLine(
                $"{pool.Name,-17}{pool.P50,8:+0.0%;-0.0%}{pool.Mean,8:+0.0%;-0.0%}{pool.Processor,8:+0.0%;-0.0%}{pool.Pairs,6}"
                + $"{pool.Failed,9:P1}{pool.Passed,9:P1}{pool.Inconclusive,9:P1}  {(counted is null ? "" : $"{counted.Broken} of {counted.Counted}")}");
        }

        bool whole = pairs >= UsualPairs && _objections.Count == 0;
        if (whole)
        {
            rates.Write();
            lines.WriteLine($"written to {GateRates.FilePath}");
        }

        double alarms = rates.Pools.First(pool => pool.Name == Nothing).Failed;
        int alarmsByCosts = rates.Counts.First(count => count.Name == Nothing).Broken;
        var missed = Missed(rates).ToList();
        (var code, string sentence) = _objections.Count > 0 ? (ExitCode.Invalid, $"INVALID: {_objections.Count} pairs could not be measured, such as {_objections[0]}")
            : pairs < UsualPairs ? (ExitCode.NotProven, $"NOT PROVEN: {pairs} pairs are too few to say how often the gate is wrong; {UsualPairs} are enough")
            : alarms > MostFalseAlarms ? (ExitCode.Failed, $"FAILED: {alarms:P2} false alarms, {MostFalseAlarms:P0} at most")
            : alarmsByCosts > 0 ? (ExitCode.Failed, $"FAILED: {alarmsByCosts} false alarms of the costs, none is allowed")
            : missed.Count > 0 ? (ExitCode.Failed, $"FAILED: {string.Join(", ", missed)} found too seldom: {LeastFound:P0} by times, always by costs")
            : (ExitCode.Passed, $"PASSED: {alarms:P2} false alarms; what takes longer is found in {LeastFound:P0} of the gates or more, what costs more in all");
        lines.WriteLine(sentence);
        if (code != ExitCode.Passed)
        {
            lines.WriteLine("Next: an idle machine and a Release build; what was measured well is kept, and only the rest is measured again.");
        }

        return code;
    }
    /// <summary>Slowdowns that the part of the gate that they are meant for finds too seldom.</summary>
    private static IEnumerable<string> Missed(GateRates rates) => Slowdowns.All
        .Where(slow => slow.FoundBy == FoundBy.Times
            ? rates.Pools.First(pool => pool.Name == slow.Name).Failed < LeastFound
            : rates.Counts.First(count => count.Name == slow.Name) is var count && count.Broken < count.Counted)
        .Select(slow => slow.Name);
}
