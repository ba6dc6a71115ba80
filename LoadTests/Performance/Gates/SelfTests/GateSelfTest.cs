using System.Globalization;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates.SelfTests;

/// <summary>
/// Measures how often the gate is wrong: pairs of a build with itself, and pairs with a slowdown made on purpose, from which thousands of
/// gates are drawn; and costs counted by one process after the other. What it finds is stored for every report of the gate to show.
/// </summary>
/// <param name="pairs">Pairs of a build with itself; of each slowdown there are half as many. 0 counts costs alone.</param>
internal sealed class GateSelfTest(int pairs, ulong seed, TextWriter lines)
{
    public const int UsualPairs = 20;
    private const int Gates = 10_000;

    /// <exception cref="BadInputException">Times are to be left as they are, and none were ever measured.</exception>
    /// <exception cref="InvalidRunException">Something did not start.</exception>
    public async Task<ExitCode> RunAsync(string runs, CancellationToken cancellationToken)
    {
        var known = GateRates.Read();
        if (pairs == 0 && known is null)
        {
            throw new BadInputException(
                $"{GateRates.FilePath} holds no times that counts could stand beside.", $"Give --pairs {UsualPairs}, and wait longer.");
        }

        var source = SourceState.Of(BuildPaths.RepositoryRoot);
        var folder = RunFolder.Create(runs, "gate-self-test", seed, TimeProvider.System);
        var kept = source.IsExact ? Path.Combine(BuildPaths.RepositoryRoot, "artifacts", "gate-pools", $"{source.Commit}-{seed}")
            : folder["pools"];
        await lines.WriteLineAsync($"{BuildPaths.Command} gate --self-test --pairs {pairs} --seed {seed}");
        await lines.WriteLineAsync($"pairs and counts are kept in {kept}: the same command goes on where this one ends");
        var counts = await CountAsync(new KeptFile<CountRates>(kept, "counts"), folder, cancellationToken);
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var costs = new CostRates(date, source.Commit, counts);
        if (pairs == 0)
        {
            return Report(known! with { Costs = costs }, objections: []);
        }

        var pools = await PoolsAsync(new KeptFile<MeasuredPool>(kept, "pairs"), folder, cancellationToken);
        var machine = MachineResult.OfThis();
        var rates = new GateRates(
            date, $"{machine.Processors} processors, {machine.OperatingSystem}", source.Commit, GateOptions.UsualPairs, Gates,
            [.. pools.Select(pool => RatePool.Draw(pool, GateOptions.UsualPairs, Gates, seed))], costs);
        return Report(rates, [.. pools.SelectMany(pool => pool.Objections)]);
    }

    private async Task<List<CountRates>> CountAsync(KeptFile<CountRates> file, RunFolder folder, CancellationToken cancellationToken)
    {
        var counts = new List<CountRates>();
        foreach (var slowdown in new string?[] { null }.Concat(
            Slowdowns.All.Where(slow => slow.FoundBy == FoundBy.Costs).Select(slow => slow.Name)))
        {
            var name = slowdown ?? GateRates.Same;
            if (file.Read(name) is not { } count)
            {
                await lines.WriteLineAsync($"{name}: counting in one process after the other");
                count = await RepeatedCounts.MeasureAsync(name, slowdown, folder, cancellationToken);
                file.Write(name, count);
            }

            counts.Add(count);
            await lines.WriteLineAsync($"budgets broken by {count} processes");
        }

        return counts;
    }

    private async Task<List<MeasuredPool>> PoolsAsync(KeptFile<MeasuredPool> file, RunFolder folder, CancellationToken cancellationToken)
    {
        var pools = new List<MeasuredPool>();
        foreach (var slowdown in new string?[] { null }.Concat(Slowdowns.OfRequests.Select(slow => slow.Name)))
        {
            var name = slowdown ?? GateRates.Same;
            var count = slowdown is null ? pairs : Math.Max(1, pairs / 2);
            var pool = file.Read(name) is { } known && known.Pairs.Count >= count ? known
                : await MeasureAsync(name, slowdown, count, folder, cancellationToken);
            if (!pool.Objections.Any())
            {
                file.Write(name, pool);
            }

            pools.Add(pool);
        }

        return pools;
    }

    /// <summary>Does what a gate does.</summary>
    private async Task<MeasuredPool> MeasureAsync(
        string name, string? slowdown, int count, RunFolder folder, CancellationToken cancellationToken)
    {
        await lines.WriteLineAsync($"{name}: {count} pairs");
        await using var slots = await PairedSlots.StartAsync(
            GateSettings.ForTimes(BuildPaths.Api, slowdown), Enum.GetValues<Side>(), folder, cancellationToken);
        var costs = await CostComparison.RunAsync(CostBudget.Read(), slots.All, lines.WriteLine, cancellationToken);
        var measured = await new PairedRun(slots.All, seed, lines.WriteLine).RunAsync(0, count, cancellationToken);
        return new MeasuredPool(name, costs.Any(check => check.Differences.Count > 0), measured);
    }

    private ExitCode Report(GateRates rates, IReadOnlyList<string> objections)
    {
        lines.WriteLine();
        lines.WriteLine($"{"slowdown",-17}{"p50",8}{"mean",8}{"cpu",8}{"pairs",6}{"failed",9}{"passed",9}{"open",9}  by costs");
        foreach (var pool in rates.Pools)
        {
            var counted = rates.Costs.Counts.FirstOrDefault(count => count.Name == pool.Name);
            lines.WriteLine(
                $"{pool.Name,-17}{pool.P50,8:+0.0%;-0.0%;0.0%}{pool.Mean,8:+0.0%;-0.0%;0.0%}"
                + $"{pool.Processor,8:+0.0%;-0.0%;0.0%}{pool.Pairs,6}"
                + $"{pool.Failed,9:P1}{pool.Passed,9:P1}{pool.Inconclusive,9:P1}  "
                + (pool.BrokeBudget ? "failed" : "passed") + (counted is null ? "" : $", {counted.Broken} of {counted.Processes}"));
        }

        var isWhole = pairs is 0 or >= UsualPairs;
        if (isWhole && objections.Count == 0)
        {
            rates.Write();
            lines.WriteLine($"written to {GateRates.FilePath}");
        }

        var verdict = RatesVerdict.Of(rates, Slowdowns.OfRequests, objections, isWhole);
        lines.WriteLine(verdict.Sentence);
        if (verdict.Next is { } next)
        {
            lines.WriteLine($"Next: {next}");
        }

        return verdict.Code;
    }
}
