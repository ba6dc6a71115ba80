using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.Performance.Gates.Statistics;

namespace AspireStateless.LoadTests.Performance.Gates.Recoveries;

/// <summary>
/// When a build recovers worse: by a kind of fault, the estimate of the paired differences is above the tolerance and above the width of
/// their middle half, <em>and</em> their lower bound is above 0. It is no worse where the upper bound is below twice the tolerance.
/// Everything else is not decided, as is a kind of which there are too few pairs for bounds. The unit of evidence is the fault, since what
/// fails around one fails together. Where recoveries spread by more than the tolerance, as on a busy machine, the middle half is what keeps
/// chance from failing anybody: simulated with six pairs and heavy tails, at most 0.2 % of the comparisons of a build with itself fail
/// where they spread by 0.3 s, 1 % at any spread.
/// </summary>
internal static class RecoveryRule
{
    /// <summary>How often the lower bound is wrong at most: with six pairs, all of them have to be above 0.</summary>
    public const double LowerError = 0.016;

    /// <summary>The same of the upper bound.</summary>
    public const double UpperError = 0.05;

    /// <summary>How long a run looks for a target that does not serve again: what such a fault counts as.</summary>
    private const double NeverMs = 30_000;

    /// <summary>Milliseconds of recovery.</summary>
    public const double ToleranceMs = 500;

    /// <summary>Of the operations due in the seconds after a fault.</summary>
    public const double ToleranceShare = 0.08;

    /// <summary>By each kind of fault, its recovery and its error budget.</summary>
    public static IReadOnlyList<FaultComparison> Compare(IReadOnlyList<RecoveryRun> runs)
    {
        var pairs = runs.SelectMany(run => run.Faults.Select(fault => (run.Pair, run.Side, Fault: fault)))
            .GroupBy(met => (met.Pair, met.Fault.Planned, met.Fault.Name))
            .ToLookup(
                met => met.Key.Name,
                met => (
                    Baseline: met.FirstOrDefault(one => one.Side == Side.Baseline).Fault,
                    Candidate: met.FirstOrDefault(one => one.Side == Side.Candidate).Fault),
                StringComparer.Ordinal);
        return [.. pairs.OrderBy(kind => kind.Key, StringComparer.Ordinal).SelectMany(kind =>
        {
            var whole = kind.Where(pair => pair is { Baseline: not null, Candidate: not null }).ToList();
            return new[]
            {
                Of(kind.Key, RecoveryMetric.Recovery,
                    [.. whole.Select(pair => (pair.Baseline.RecoveryMs ?? NeverMs, pair.Candidate.RecoveryMs ?? NeverMs))]),
                Of(kind.Key, RecoveryMetric.FailedShare,
                    [.. whole.Select(pair => (pair.Baseline.FailedShare, pair.Candidate.FailedShare))]),
            };
        })];
    }

    public static double Tolerance(RecoveryMetric metric) => metric == RecoveryMetric.Recovery ? ToleranceMs : ToleranceShare;

    private static FaultComparison Of(string fault, RecoveryMetric metric, IReadOnlyList<(double Baseline, double Candidate)> pairs)
    {
        double[] differences = [.. pairs.Select(pair => pair.Candidate - pair.Baseline)];
        double lower = SignedRank.Bounds(differences, LowerError).Lower, upper = SignedRank.Bounds(differences, UpperError).Upper;
        double estimate = SignedRank.Estimate(differences), tolerance = Tolerance(metric);
        var verdict = lower > 0 && estimate > tolerance && estimate > MiddleHalf(differences) ? RecoveryVerdict.Worse
            : double.IsFinite(lower) && upper < 2 * tolerance ? RecoveryVerdict.NotWorse
            : RecoveryVerdict.Undecided;
        return new FaultComparison(
            fault, metric, Middle(pairs.Select(pair => pair.Baseline)), Middle(pairs.Select(pair => pair.Candidate)), differences,
            Known(estimate), Known(lower), Known(upper), verdict);
    }

    /// <summary>How far apart the values are that a quarter of all lies below, and a quarter above.</summary>
    private static double MiddleHalf(double[] values)
    {
        double[] sorted = [.. values.Order()];
        var quarter = (sorted.Length - 1) / 4;
        return sorted.Length == 0 ? 0 : sorted[^(quarter + 1)] - sorted[quarter];
    }

    private static double? Middle(IEnumerable<double> values) => Known(SignedRank.Estimate([.. values]));

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
