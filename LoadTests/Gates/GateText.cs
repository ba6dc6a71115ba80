using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Gates;

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

        output.WriteLine($"costs        {result.Costs.Count(check => check.Differences.Count == 0)} of {result.Costs.Count} requests keep their budget");
        foreach (var metric in result.Metrics)
        {
            output.WriteLine($"{metric.Role.ToString().ToLowerInvariant(),-12} {metric.Name}: {GateVerdict.Value(metric)}");
        }

        output.WriteLine($"failed       {result.CandidateFailed} of {result.Requests} requests, baseline {result.BaselineFailed}");
        foreach (string objection in result.Objections)
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
}
