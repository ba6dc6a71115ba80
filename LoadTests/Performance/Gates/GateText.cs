using AspireStateless.LoadTests.Performance.Gates.Recoveries;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Gates;

/// <summary>A comparison for the terminal: details first, the verdict last.</summary>
internal static class GateText
{
    public static void Write(GateResult result, RunReport report, TextWriter output, string folder)
    {
        output.WriteLine();
        output.WriteLine($"baseline     {result.Baseline}");
        output.WriteLine($"candidate    {result.Candidate}{(result.Bug is null ? "" : $", with {result.Bug}")}");
        output.WriteLine($"took         {result.Seconds:F0} s without builds");
        foreach (var check in result.Costs.Where(check => check.Differences.Count > 0))
        {
            output.WriteLine($"cost         {check.Request}: {string.Join(", ", check.Differences)}");
        }

        output.WriteLine(
            $"costs        {result.Costs.Count(check => check.Differences.Count == 0)} of {result.Costs.Count} requests keep their budget");
        foreach (var metric in result.Metrics.Where(_ => result.ComparesTimes))
        {
            output.WriteLine($"{metric.Role.ToString().ToLowerInvariant(),-12} {metric.Name}: {GateVerdict.Value(metric)}");
        }

        if (result.ComparesTimes)
        {
            output.WriteLine($"failed       {result.CandidateFailed} of {result.Requests} requests, baseline {result.BaselineFailed}");
        }

        Recovery(result, output);
        foreach (var objection in result.Invalid)
        {
            output.WriteLine($"invalid      {objection}");
        }

        output.WriteLine($"run folder   {folder}");
        output.WriteLine($"report       {Path.Combine(folder, "report.html")}");
        output.WriteLine(report.Certainty);
        output.WriteLine(report.Verdict);
        if (report.Next.Length > 0)
        {
            output.WriteLine(report.Next);
        }
    }

    private static void Recovery(GateResult result, TextWriter output)
    {
        if (result.Recovery is not { } recovery)
        {
            return;
        }

        output.WriteLine(
            $"faults       {recovery.Pairs} pairs of runs, {recovery.Seconds:F0} s; tolerance {RecoveryRule.ToleranceMs:F0} ms of"
                + $" recovery, {RecoveryRule.ToleranceShare:P0} of requests");
        foreach (var one in recovery.Comparisons)
        {
            var word = recovery.Worse.Contains(one) ? "WORSE" : one.Verdict == RecoveryVerdict.NotWorse ? "no worse" : "not decided";
            output.WriteLine($"{word,-12} {one.Name}: {one.Value}");
        }

        foreach (var broken in recovery.Broken)
        {
            output.WriteLine($"BROKEN       {broken}");
        }

        foreach (var open in recovery.Undecided)
        {
            output.WriteLine($"open         {open}");
        }
    }
}
