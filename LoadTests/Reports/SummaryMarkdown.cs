using System.Text;

namespace AspireStateless.LoadTests.Reports;

/// <summary>A report on one screen, for a CI job page.</summary>
internal static class SummaryMarkdown
{
    public static string Of(RunReport report)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {report.Verdict}").AppendLine();
        text.AppendLine(report.Certainty).AppendLine();
        if (report.Next.Length > 0)
        {
            text.AppendLine(report.Next).AppendLine();
        }

        if (report.Gate is { } gate)
        {
            text.AppendLine($"Baseline `{gate.Baseline}`, candidate `{gate.Candidate}`, seed {report.Seed}.").AppendLine();
        }
        else
        {
            text.AppendLine($"Scenario `{report.Scenario}`, seed {report.Seed}, run `{report.Run}`, plan `{report.PlanHash[..12]}`.").AppendLine();
            Promises(text, report);
        }

        Limits(text, report);
        Traffic(text, report);
        Faults(text, report);
        if (report.Command is { } command)
        {
            text.AppendLine($"Reproduce: `{command}`");
        }

        return text.ToString();
    }

    private static void Promises(StringBuilder text, RunReport report)
    {
        text.AppendLine("| Promise | Verdict | Evidence |").AppendLine("|---|---|---|");
        foreach (var promise in report.Promises)
        {
            string evidence = promise.Proven ? report.Checks.First(check => check.Kind == CheckKind.Promise && check.Name == promise.Name).Value : All(promise);
            text.AppendLine($"| {promise.Name} | {promise.Word} | {evidence} |");
        }

        text.AppendLine();
        foreach (var violation in report.Promises.SelectMany(promise => promise.Violations))
        {
            text.AppendLine($"- {violation.Rule}").AppendLine().AppendLine("```").Append(violation.Timeline).AppendLine("```").AppendLine();
        }

        foreach (var promise in report.Promises.Where(promise => promise.Accounting is not null))
        {
            text.AppendLine($"{promise.Name}, keyed writes: {promise.Accounting}.").AppendLine();
        }

        text.AppendLine(
            $"Self-test: {report.SelfTest.Injected - report.SelfTest.Missed.Count} of {report.SelfTest.Injected} injected violations found.")
            .AppendLine();
    }

    /// <summary>All evidence of a promise that is in question; of a proven one the least is enough.</summary>
    private static string All(PromiseResult promise) => promise.Error
        ?? string.Join("; ", promise.Evidence.Select(count => $"{count.Name} {count.Count}" + (count.Needed > 0 ? $" of {count.Needed}" : "")));

    private static void Limits(StringBuilder text, RunReport report)
    {
        text.AppendLine("| Limit | Measured | Has to be | Holds |").AppendLine("|---|---|---|---|");
        foreach (var check in report.Checks.Where(check => check.Kind == CheckKind.Limit))
        {
            string holds = check.State switch
            {
                CheckState.Holds => "yes",
                CheckState.Broken => "NO",
                _ => "unknown",
            };
            text.AppendLine($"| {check.Name} | {check.Value} | {check.Limit} | {holds}{(check.Counts ? "" : ", for information")} |");
        }

        text.AppendLine();
    }

    private static void Traffic(StringBuilder text, RunReport report)
    {
        if (report.Traffic is not { } traffic)
        {
            return;
        }

        text.AppendLine("| ms | p50 | p90 | p99 | p99.9 | max |").AppendLine("|---|---|---|---|---|---|");
        Row("due to done", traffic.Response);
        Row("sent to done", traffic.Service);
        Row("due to sent", traffic.Lateness);
        text.AppendLine().AppendLine(
            $"{traffic.Planned} planned = {traffic.Sent} sent + {traffic.Shed} shed; {traffic.Ok} ok, {traffic.Failed} failed, {traffic.Unknown} unknown."
            + $" Cores: generator {traffic.GeneratorCores:F2}, AppHost {traffic.AppHostCores?.ToString("F2") ?? "unknown"}."
            + (report.Machine?.DebugBuild == true ? " Debug build: the times mean little." : ""))
            .AppendLine();

        void Row(string name, LatencyResult times) =>
            text.AppendLine($"| {name} | {times.P50:F1} | {times.P90:F1} | {times.P99:F1} | {times.P999:F1} | {times.Max:F1} |");
    }

    private static void Faults(StringBuilder text, RunReport report)
    {
        if (report.Faults.Count == 0)
        {
            return;
        }

        text.AppendLine("| At s | Fault | Target | Confirmed | Ready after, ms |").AppendLine("|---|---|---|---|---|");
        foreach (var fault in report.Faults)
        {
            text.AppendLine(
                $"| {fault.AtMs / 1000:F1} | {fault.Kind} | {fault.Target} | {(fault.Confirmed ? "yes" : "NO")} | {fault.RecoveredAfterMs?.ToString("F0") ?? ""} |");
        }

        if (report.Pairs is { } pairs)
        {
            text.AppendLine().AppendLine($"{pairs.Covered.Count} of {pairs.Possible} ordered pairs of kinds of fault came one right after the other.");
        }

        text.AppendLine();
    }
}
