using System.Diagnostics;
using AspireStateless.LoadTests.Bugs;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Gates.Counters;
using AspireStateless.LoadTests.Gates.Duets;
using AspireStateless.LoadTests.Gates.Recoveries;
using AspireStateless.LoadTests.Gates.Statistics;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Gates;

/// <summary>Compares the working tree with a commit: first what cannot vary, then times, then what faults do to both.</summary>
internal sealed class GateRun(GateOptions options, RunFolder folder, Action<string> say)
{
    private const int MostLives = 3;
    private readonly List<string> _objections = [];

    /// <exception cref="BadInputException">Git knows no such commit.</exception>
    /// <exception cref="InvalidRunException">It does not build, or something did not start.</exception>
    public async Task<GateResult> RunAsync(CancellationToken cancellationToken)
    {
        string baseline = await CommitBuild.ResolveAsync(options.Baseline, cancellationToken);
        var budget = CostBudget.Read();
        string project = await CommitBuild.MakeAsync(baseline, say, cancellationToken);
        var clock = Stopwatch.StartNew();
        if (options.Pairs > 0)
        {
            await CalibrateAsync(cancellationToken);
        }

        say("counting what each request costs");
        var costs = await CheckAsync(budget, cancellationToken);
        foreach (var check in costs.Where(check => check.Differences.Count > 0))
        {
            say($"{check.Request}: {string.Join(", ", check.Differences)}");
        }

        IReadOnlyList<DuetPair> pairs = options.Pairs > 0 ? await CompareTimesAsync(project, cancellationToken) : [];
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

    /// <summary>Counts what each request costs the candidate, on an AppHost of its own.</summary>
    /// <param name="bug">What the candidate is given; null for the Api as it is.</param>
    public static async Task<IReadOnlyList<RequestCost>> CountAsync(string? bug, RunFolder folder, CancellationToken cancellationToken)
    {
        await using var slot = await DuetSlot.StartAsync(GateSettings.ForCosts(bug), [Side.Candidate], folder["apphost-costs.log"], cancellationToken);
        var replica = await slot.ReadyAsync(Side.Candidate, cancellationToken);
        using var counters = new CounterRun(replica.Url, slot.Users);
        return await counters.CountAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<DuetPair>> CompareTimesAsync(string baseline, CancellationToken cancellationToken)
    {
        await using var slots = await DuetSlots.StartAsync(GateSettings.ForTimes(baseline, options.Bug), folder, cancellationToken);
        var duet = new DuetRun(slots.All, options.Seed, say);
        var pairs = new List<DuetPair>(await duet.RunAsync(0, options.Pairs, cancellationToken));
        if (options.More && DecisionRule.Of(DuetMetrics.Estimate(pairs)) == DuetVerdict.Inconclusive)
        {
            say($"{pairs.Count} pairs decide nothing: as many again, and then all of them");
            pairs.AddRange(await duet.RunAsync(pairs.Count, options.Pairs, cancellationToken));
        }

        _objections.AddRange(pairs.Where(pair => pair.Objection is not null).Select(pair => $"pair {pair.Pair + 1}: {pair.Objection}"));
        return pairs;
    }

    /// <summary>Holds costs against their budget. Where only bytes are off, another process is asked, and what is off in all of them stays.</summary>
    private async Task<IReadOnlyList<CostCheck>> CheckAsync(CostBudget budget, CancellationToken cancellationToken)
    {
        var checks = budget.Check(await CountAsync(options.Bug, folder, cancellationToken));
        for (int life = 2; life <= MostLives && checks.Any(check => check.MayVary); life++)
        {
            say($"{checks.Count(check => check.MayVary)} requests allocate or send another number of bytes: counting them in another process");
            var again = budget.Check(await CountAsync(options.Bug, folder, cancellationToken)).ToDictionary(check => check.Request);
            checks = [.. checks.Select(check => check.MayVary && again[check.Request].Differences.Count == 0 ? again[check.Request] : check)];
        }

        return checks;
    }

    /// <summary>Whether times can be measured here, now; asked twice, since a machine may be busy for a moment.</summary>
    private async Task CalibrateAsync(CancellationToken cancellationToken)
    {
        if (MachineResult.OfThis().DebugBuild)
        {
            _objections.Add("this is a Debug build: use -c Release");
        }

        var first = await Calibrator.MeasureAsync(2 * DuetPlan.Rate, cancellationToken);
        if (first.Trustworthy)
        {
            return;
        }

        say($"the generator is not to be trusted yet ({first.Objections[0]}): measuring it again");
        _objections.AddRange((await Calibrator.MeasureAsync(2 * DuetPlan.Rate, cancellationToken)).Objections);
    }
}
