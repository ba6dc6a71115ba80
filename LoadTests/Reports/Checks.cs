using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports.Series;

namespace AspireStateless.LoadTests.Reports;

/// <summary>The table of checks: every promise, then every limit.</summary>
internal static class Checks
{
    public static IReadOnlyList<CheckResult> Of(RunReport report, RecordedRun run) =>
    [
        .. report.Promises.Select(Promise),
        Limit("self-test", report.SelfTest.Injected > 0 ? report.SelfTest.Passed : null, counts: true, "checks",
            $"{report.SelfTest.Injected - report.SelfTest.Missed.Count} injected violations found", $"all {report.SelfTest.Injected}"),
        .. Faults(report, run),
        Limit("record", run.History.Damaged == 0, counts: true, "generator", $"{run.History.Damaged} damaged records", "0"),
        .. report.Reconciliation.Select(pair => Limit(
            $"{pair.What}: {pair.OneSide} = {pair.OtherSide}", pair.Agrees, counts: false, "reconciliation",
            pair.Other is { } other ? $"{pair.One} and {other}" : $"{pair.One} and unknown", $"within {CountPair.Tolerance:P1}")),
        .. Measured(report),
    ];

    private static CheckResult Promise(PromiseResult promise)
    {
        var worst = promise.Evidence.Where(count => count.Needed > 0).MinBy(count => (double)count.Count / count.Needed);
        var state = promise.Verdict == Verdict.Invalid ? CheckState.Broken
            : promise.Verdict == Verdict.Valid && (promise.Proven || !promise.Claimed) ? CheckState.Holds
            : CheckState.Unknown;
        var value = promise.Error
            ?? (promise.ViolationCount > 0 ? $"{promise.ViolationCount} violations"
                : worst is null ? "0 violations"
                : $"0 violations; {worst.Name}: {worst.Count}");
        var limit = promise.ViolationCount > 0 || worst is null ? "no violation" : $"no violation; at least {worst.Needed}";
        return new CheckResult(
            promise.Name, CheckKind.Promise, state, value, limit, promise.Claimed,
            $"promise-{promise.Name.ToLowerInvariant().Replace(' ', '-')}");
    }

    private static IEnumerable<CheckResult> Faults(RunReport report, RecordedRun run)
    {
        if (report.Faults.Count + run.Faults.Failed.Count > 0)
        {
            var confirmed = report.Faults.Count(fault => fault.Confirmed);
            var begun = report.Faults.Count + run.Faults.Failed.Count(failed => failed.Id is null);
            yield return Limit("faults with evidence", confirmed == begun
                && run.Faults.Failed.Count == 0, counts: true, "faults", $"{confirmed}", $"all {begun}");
        }
    }

    private static IEnumerable<CheckResult> Measured(RunReport report)
    {
        var generator = report.Generator;
        yield return Limit(
            "generator late, p99", generator.LateP99Ms is { } late ? late <= GeneratorResult.LateP99Limit
                : null, counts: false, "generator",
            generator.LateP99Ms is { } value ? $"{value:F2} ms" : "unknown", $"{GeneratorResult.LateP99Limit:F0} ms");
        yield return Limit(
            "times can be trusted", generator.Trustworthy, counts: false, "generator",
            generator.Objections.Count == 0 ? generator.Trustworthy is null ? "not calibrated" : "no objection"
                : string.Join("; ", generator.Objections), "no objection");
        double? cores = report.Traffic is { AppHostCores: { } appHost } traffic ? traffic.GeneratorCores + appHost : null;
        yield return Limit(
            "cores of generator and AppHost", cores is { } used ? used <= TrafficResult.CoresLimit : null, counts: false, "generator",
            cores is { } taken ? $"{taken:F2}" : "unknown", $"{TrafficResult.CoresLimit:F2}");
    }

    private static CheckResult Limit(string name, bool? holds, bool counts, string link, string value, string limit)
    {
        var state = holds switch
        {
            true => CheckState.Holds,
            false => CheckState.Broken,
            _ => CheckState.Unknown,
        };
        return new CheckResult(name, CheckKind.Limit, state, value, limit, counts, link);
    }
}

/// <summary>One line of the table of checks: what was asked, what was measured, whether it holds.</summary>
/// <param name="Value">What was measured.</param>
/// <param name="Limit">What it had to be.</param>
/// <param name="Counts">Whether the verdict rests on it; what does not count informs.</param>
/// <param name="Link">The part of the page that shows it.</param>
internal sealed record CheckResult(string Name, CheckKind Kind, CheckState State, string Value, string Limit, bool Counts, string Link);

internal enum CheckKind
{
    Promise,
    Limit,
}

/// <summary>The zero value passes nothing.</summary>
internal enum CheckState
{
    /// <summary>Nobody looked, or there was too little to see.</summary>
    Unknown,
    Holds,
    Broken,
}
