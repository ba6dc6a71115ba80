using System.Diagnostics;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Performance.Gates.Recoveries;
using AspireStateless.LoadTests.Performance.Gates.Statistics;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Gates;

/// <summary>Compares the working tree with a commit: first what cannot vary, then times, then what faults do to both.</summary>
internal sealed class GateRun(GateOptions options, RunFolder folder, Action<string> say)
{
    private readonly List<string> _objections = [];

    /// <exception cref="LoadTests.Failures.BadInputException">Git knows no such commit.</exception>
    /// <exception cref="LoadTests.Failures.InvalidRunException">It does not build, or something did not start.</exception>
    public async Task<GateResult> RunAsync(CancellationToken cancellationToken)
    {
        var baseline = await CommitBuild.ResolveAsync(options.Baseline, cancellationToken);
        var budget = CostBudget.Read();
        var project = BuildPaths.ApiOf(await CommitBuild.MakeAsync(baseline, CommitBuild.Api, say, cancellationToken));
        var clock = Stopwatch.StartNew();
        (var costs, var pairs) = await CompareCostsAndTimesAsync(project, budget, cancellationToken);
        var recovery = options.Recoveries == 0 ? null
            : await new RecoveryPairs(project, options.Bug, options.Seed, folder, say).RunAsync(options.Recoveries, cancellationToken);
        return new GateResult
        {
            Baseline = baseline,
            Candidate = SourceState.Of(BuildPaths.RepositoryRoot).Commit,
            Bug = options.Bug,
            Costs = costs,
            Pairs = pairs,
            ComparesTimes = options.Pairs > 0,
            Recovery = recovery,
            Objections = _objections,
            Seconds = Math.Round(clock.Elapsed.TotalSeconds, 1),
            Rates = GateRates.Read(),
        }.Estimated();
    }

    private async Task<(IReadOnlyList<CostCheck> Costs, IReadOnlyList<MeasuredPair> Pairs)> CompareCostsAndTimesAsync(
        string baseline, CostBudget budget, CancellationToken cancellationToken)
    {
        if (options.Pairs == 0)
        {
            await using var slot = await PairedSlot.StartAsync(
                GateSettings.ForCosts(options.Bug), [Side.Candidate], folder["apphost-costs.log"], cancellationToken);
            return (await CostComparison.RunAsync(budget, [slot], say, cancellationToken), []);
        }

        await CalibrateAsync(cancellationToken);
        say("starting both builds twice, each time on stores of their own");
        await using var slots = await PairedSlots.StartAsync(
            GateSettings.ForTimes(baseline, options.Bug), Enum.GetValues<Side>(), folder, cancellationToken);
        var costs = await CostComparison.RunAsync(budget, slots.All, say, cancellationToken);
        return (costs, await CompareTimesAsync(slots, cancellationToken));
    }

    private async Task<IReadOnlyList<MeasuredPair>> CompareTimesAsync(PairedSlots slots, CancellationToken cancellationToken)
    {
        var duet = new PairedRun(slots.All, options.Seed, say);
        var pairs = new List<MeasuredPair>(await duet.RunAsync(0, options.Pairs, cancellationToken));
        if (options.More && DecisionRule.Of(PairedMetrics.Estimate(pairs)) == PairedVerdict.Inconclusive)
        {
            say($"{pairs.Count} pairs decide nothing: as many again, and then all of them");
            pairs.AddRange(await duet.RunAsync(pairs.Count, options.Pairs, cancellationToken));
        }

        _objections.AddRange(pairs.Where(pair => pair.Objection is not null).Select(pair => $"pair {pair.Pair + 1}: {pair.Objection}"));
        return pairs;
    }

    /// <summary>Whether times can be measured here, now; asked twice, since a machine may be busy for a moment.</summary>
    private async Task CalibrateAsync(CancellationToken cancellationToken)
    {
        if (MachineResult.OfThis().DebugBuild)
        {
            _objections.Add("this is a Debug build: use -c Release");
        }

        var first = await Calibrator.MeasureAsync(2 * PairedPlan.Rate, cancellationToken);
        if (first.Trustworthy)
        {
            return;
        }

        say($"the generator is not to be trusted yet ({first.Objections[0]}): measuring it again");
        _objections.AddRange((await Calibrator.MeasureAsync(2 * PairedPlan.Rate, cancellationToken)).Objections);
    }
}
