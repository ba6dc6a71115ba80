using System.Text;
using System.Text.RegularExpressions;

namespace AspireStateless.LoadTests.Reports.Files;

/// <summary>A report on one screen, for a CI job page: what decided the verdict is shown, everything else is folded.</summary>
internal static partial class SummaryMarkdown
{
    // Where much is wrong, the first few say what to look at; all of it is in the fold.
    private const int MostShown = 5;

    public static string Of(RunReport report)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {Plain(report.Verdict)}").AppendLine();
        text.AppendLine(Plain(report.Certainty)).AppendLine();
        if (report.Next.Length > 0)
        {
            text.AppendLine(Plain(report.Next)).AppendLine();
        }

        if (report.Gate is { } builds)
        {
            text.AppendLine($"Baseline `{builds.Baseline}`, candidate `{builds.Candidate}`, seed {report.Seed}.").AppendLine();
        }
        else
        {
            text.AppendLine($"Scenario `{report.Scenario}`, seed {report.Seed}, run `{report.Run}`, plan `{report.PlanHash[..12]}`.")
                .AppendLine();
            Promises(text, report);
        }

        Traffic(text, report);
        Limits(text, report);
        Faults(text, report);
        if (report.Command is { } command)
        {
            text.AppendLine($"Reproduce: `{command}`");
        }

        return text.ToString();
    }

    private static void Promises(StringBuilder text, RunReport report)
    {
        List<ViolationResult> violations = [.. report.Promises.SelectMany(promise => promise.Violations)];
        Lines(text,
        [
            "| Promise | Verdict | Evidence |",
            "|---|---|---|",
            .. report.Promises.Select(promise => $"| {Plain(promise.Name)} | {promise.Word} | {Plain(Evidence(promise))} |"),
            "",
            .. violations.Take(MostShown).Select(violation => $"- {Plain(violation.Rule)}"),
        ]);
        Fold(text, $"{violations.Count} violations with their witnesses", violations.Select(Violation));
        Fold(text, "Where keyed writes went", report.Promises.Where(promise => promise.Accounting is not null)
            .Select(promise => $"{Plain(promise.Name)}: {promise.Accounting}.{Environment.NewLine}"));

        string Evidence(PromiseResult promise) => promise.Proven
            ? report.Checks.First(check => check.Kind == CheckKind.Promise && check.Name == promise.Name).Value
            : All(promise);
    }

    private static string Violation(ViolationResult violation) => string.Concat(
        Plain(violation.Rule),
        Environment.NewLine,
        violation.Timeline.Length == 0 ? "" : string.Join(Environment.NewLine, "", "```", $"{violation.Timeline}```", ""));

    /// <summary>All evidence of a promise that is in question; of a proven one the least is enough.</summary>
    private static string All(PromiseResult promise) => promise.Error
        ?? string.Join("; ", promise.Evidence.Select(
            count => $"{count.Name} {count.Count}" + (count.Needed > 0 ? $" of {count.Needed}" : "")));

    private static void Limits(StringBuilder text, RunReport report)
    {
        string[] head = ["| Limit | Measured | Has to be | Holds |", "|---|---|---|---|"];
        List<CheckResult> limits = [.. report.Checks.Where(check => check.Kind == CheckKind.Limit)];
        List<CheckResult> open =
            [.. limits.Where(check => check.Counts && check.State != CheckState.Holds).OrderByDescending(check => check.State)];
        if (open.Count > 0)
        {
            Lines(text, [.. head, .. open.Take(MostShown).Select(Row), ""]);
        }

        Fold(
            text,
            $"{limits.Count(check => check.State == CheckState.Holds)} of {limits.Count} limits hold"
                + (open.Count > MostShown ? $"; {open.Count - MostShown} more that do not are in here" : ""),
            [.. head, .. limits.Select(Row)]);
    }

    private static string Row(CheckResult check)
    {
        var holds = check.State switch
        {
            CheckState.Holds => "yes",
            CheckState.Broken => "NO",
            _ => "unknown",
        };
        return $"| {Plain(check.Name)} | {Plain(check.Value)} | {Plain(check.Limit)} |"
            + $" {holds}{(check.Counts ? "" : ", for information")} |";
    }

    private static void Traffic(StringBuilder text, RunReport report)
    {
        if (report.Traffic is not { } traffic)
        {
            return;
        }

        text.AppendLine(
            $"{traffic.Planned} planned = {traffic.Sent} sent + {traffic.Shed} shed; {traffic.Ok} ok, {traffic.Failed} failed,"
                + $" {traffic.Unknown} unknown."
            + $" From due to done p50 {traffic.Response.P50:F1} ms, p99 {traffic.Response.P99:F1} ms. Generator: {report.Generator.Times}.")
            .AppendLine();
        Fold(text, "Times, processors and the generator",
        [
            "| ms | p50 | p90 | p99 | p99.9 | max |",
            "|---|---|---|---|---|---|",
            Times("due to done", traffic.Response),
            Times("sent to done", traffic.Service),
            Times("due to sent", traffic.Lateness),
            "",
            $"Cores: generator {traffic.GeneratorCores:F2}, AppHost {traffic.AppHostCores?.ToString("F2") ?? "unknown"}."
                + (report.Machine?.DebugBuild == true ? " Debug build: the times mean little." : ""),
            .. Generator(report.Generator),
        ]);
    }

    private static string Times(string name, LatencyResult times) =>
        $"| {name} | {times.P50:F1} | {times.P90:F1} | {times.P99:F1} | {times.P999:F1} | {times.Max:F1} |";

    private static IEnumerable<string> Generator(GeneratorResult generator)
    {
        if (generator.Calibration is { } calibration)
        {
            yield return $"Before the run, at {calibration.OfferedPerSecond:F0}/s:"
                + $" {calibration.AchievedPerSecond / calibration.OfferedPerSecond:P1} sent in time, late by"
                + $" {calibration.LatenessP50:F0} µs (p50) and {calibration.LatenessP99:F0} µs (p99),"
                + $" {calibration.ProcessorPerRequest:F0} µs of a processor for each request,"
                + $" two same loops differ by {calibration.NoiseShift:P1} with a spread of {calibration.NoiseSpread:P1}.";
        }

        if (generator.Health is { } health)
        {
            yield return $"During the run: stood still in {health.TaintedSlices} of {health.Slices} seconds,"
                + $" {health.WorstGcPauseMilliseconds:F1} ms of garbage collection at most,"
                + $" {health.WorstQueueMilliseconds:F1} ms of waiting for a thread at most,"
                + $" {health.StealShare?.ToString("P1") ?? "an unknown share"} of the machine given to others by its host.";
        }

        foreach (var objection in generator.Objections)
        {
            yield return $"- {objection}";
        }
    }

    private static void Faults(StringBuilder text, RunReport report)
    {
        if (report.Faults.Count == 0)
        {
            return;
        }

        var slowest = report.Faults.Where(fault => fault.RecoveredAfterMs is not null).MaxBy(fault => fault.RecoveredAfterMs);
        text.AppendLine(
            $"{report.Faults.Count(fault => fault.Confirmed)} of {report.Faults.Count} faults confirmed"
            + (slowest is null ? "."
                : $"; slowest recovery {slowest.RecoveredAfterMs:F0} ms, after {Plain(slowest.Kind)} of {Plain(slowest.Target)}.")
            + (report.Pairs is { } pairs
                ? $" {pairs.Covered.Count} of {pairs.Possible} ordered pairs of kinds came one right after the other." : ""))
            .AppendLine();
        Fold(text, "Every fault",
        [
            "| At s | Fault | Target | Confirmed | Errors | Ready after, ms |",
            "|---|---|---|---|---|---|",
            .. report.Faults.Select(fault =>
                $"| {fault.AtMs / 1000:F1} | {Plain(fault.Kind)} | {Plain(fault.Target)} | {(fault.Confirmed ? "yes" : "NO")} |"
                    + $" {fault.Errors} | {fault.RecoveredAfterMs?.ToString("F0") ?? ""} |"),
        ]);
    }

    /// <summary>What is there to be opened; nothing where there are no lines.</summary>
    private static void Fold(StringBuilder text, string title, IEnumerable<string> lines)
    {
        string[] folded = [.. lines];
        if (folded.Length > 0)
        {
            // Without the empty lines what is inside is no Markdown.
            Lines(text, [$"<details><summary>{title}</summary>", "", .. folded, "", "</details>", ""]);
        }
    }

    /// <summary>Words out of a record, which are no element, no link, no fence of code and no end of a cell.</summary>
    private static string Plain(string text) => Markup().Replace(text, "\\$0");

    [GeneratedRegex(@"[<|`~\[]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();

    private static void Lines(StringBuilder text, string[] lines) => Array.ForEach(lines, line => text.AppendLine(line));
}
