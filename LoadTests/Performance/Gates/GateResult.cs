using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Performance.Gates.Recoveries;
using AspireStateless.LoadTests.Performance.Gates.Statistics;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Gates;

/// <summary>What the gate measured, and what it decided.</summary>
internal sealed record GateResult : IComparison
{
    public required string Baseline { get; init; }

    public required string Candidate { get; init; }

    /// <summary>What the candidate was given on purpose; null for nothing.</summary>
    public required string? Bug { get; init; }

    /// <summary>Requests a second, to each side.</summary>
    public double Rate { get; init; } = PairedPlan.Rate;
    public required IReadOnlyList<CostCheck> Costs { get; init; }
    public required IReadOnlyList<MeasuredPair> Pairs { get; init; }

    /// <summary>Whether times were to be compared; where not, none are missed.</summary>
    public bool ComparesTimes { get; init; } = true;

    /// <summary>What faults did to both builds; null where that was not asked.</summary>
    public RecoveryResult? Recovery { get; init; }

    /// <summary>Why no time may be trusted, worst first; empty where times may be.</summary>
    public required IReadOnlyList<string> Objections { get; init; }

    /// <summary>Seconds, without builds.</summary>
    public required double Seconds { get; init; }

    /// <summary>How often the gate itself is wrong, where that was measured.</summary>
    public required GateRates? Rates { get; init; }

    public IReadOnlyList<MetricEstimate> Metrics { get; private init; } = [];

    public long Requests => Pairs.Sum(pair => pair.Sent);
    public long BaselineFailed => Pairs.Sum(pair => pair.BaselineFailed);
    public long CandidateFailed => Pairs.Sum(pair => pair.CandidateFailed);
    public bool FailsMore => DecisionRule.FailsMore(BaselineFailed, Requests, CandidateFailed, Requests);

    /// <summary>What the times say, whether they may be trusted or not.</summary>
    public PairedVerdict Paired => FailsMore ? PairedVerdict.Slower : DecisionRule.Of(Metrics);

    /// <summary>Everything that keeps the gate from saying anything for the candidate, worst first.</summary>
    public IEnumerable<string> Invalid => Objections.Concat(Recovery?.Objections ?? []);

    /// <summary>
    /// Counters are exact on any machine, and so is a broken promise; times count only where nothing speaks against them.
    /// </summary>
    public ExitCode ExitCode =>
        Costs.Any(check => check.Differences.Count > 0) || Recovery is { Fails: true } ? ExitCode.Failed
        : Invalid.Any() ? ExitCode.Invalid
        : Costs.Count == 0 ? ExitCode.NotProven
        : !ComparesTimes ? Recovered
        : Paired switch
        {
            PairedVerdict.Slower => ExitCode.Failed,
            PairedVerdict.NotSlower => Recovered,
            _ => ExitCode.NotProven,
        };

    private ExitCode Recovered =>
        Recovery is { Undecided.Count: > 0 } || (Recovery is null && !ComparesTimes) ? ExitCode.NotProven : ExitCode.Passed;

    public GateResult Estimated() => this with { Metrics = PairedMetrics.Estimate(Pairs) };
}
