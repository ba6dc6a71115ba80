using AspireStateless.Judging.Faults;
namespace AspireStateless.LoadTests.Reports;

/// <summary>A report for the terminal: details first, the verdict last.</summary>
internal static class VerdictText
{
    public static void Write(RunReport report, TextWriter output, string folder)
    {
        output.WriteLine();
        if (report.Traffic is { } traffic)
        {
            output.WriteLine(
                $"traffic      {traffic.Planned} planned = {traffic.Sent} sent + {traffic.Shed} shed;"
                + $" {traffic.Ok} ok, {traffic.Failed} failed, {traffic.Unknown} unknown to the client");
            output.WriteLine(
                $"latency      p50 {traffic.Response.P50:F1} ms, p99 {traffic.Response.P99:F1} ms from the due time;"
                + $" generator late by p50 {traffic.Lateness.P50:F2} ms, p99 {traffic.Lateness.P99:F2} ms"
                + (report.Machine?.DebugBuild == true ? " (Debug build: the times mean little)" : ""));
            output.WriteLine($"cores        {Cores(traffic)}");
            output.WriteLine($"generator    {report.Generator.Times}");
            if (traffic.Host is { } host)
            {
                output.WriteLine($"host         {host}; latencies are from the engine, which paced it");
            }
        }

        output.WriteLine(
            $"self-test    {report.SelfTest.Injected - report.SelfTest.Missed.Count} of {report.SelfTest.Injected} violations injected"
                + $" into copies of the history were found");
        Faults(report, output);
        foreach (var promise in report.Promises)
        {
            Promise(promise, output);
        }

        output.WriteLine();
        output.WriteLine($"run folder   {folder}");
        output.WriteLine($"report       {Path.Combine(folder, "report.html")}");
        output.WriteLine(report.Certainty);
        output.WriteLine(report.Verdict);
        if (report.Next.Length > 0)
        {
            output.WriteLine(report.Next);
        }
    }

    private static string Cores(TrafficResult traffic) => traffic.AppHostCores is { } appHost
        ? $"generator {traffic.GeneratorCores:F2} + AppHost {appHost:F2} = {traffic.GeneratorCores + appHost:F2}"
            + $" (limit {TrafficResult.CoresLimit:F2}:"
            + $" {(traffic.GeneratorCores + appHost <= TrafficResult.CoresLimit ? "holds" : "EXCEEDED")}; not part of the verdict)"
        : $"generator {traffic.GeneratorCores:F2}, AppHost unknown";

    private static void Faults(RunReport report, TextWriter output)
    {
        if (report.Faults.Count > 0)
        {
            var kinds = report.Faults.Where(fault => fault.Confirmed)
                .GroupBy(fault => $"{fault.Kind} of {(FaultTraits.IsOfStore(fault.Target) ? "a store" : "a replica")}")
                .Select(kind => $"{kind.Count()} x {kind.Key}");
            output.WriteLine(
                $"faults       {report.Faults.Count(fault => fault.Confirmed)} of {report.Faults.Count} confirmed:"
                    + $" {string.Join(", ", kinds)}");
        }

        if (report.Pairs is { } pairs)
        {
            output.WriteLine(
                $"pairs        {pairs.Covered.Count} of {pairs.Possible} ordered pairs of kinds of fault came one right after the other");
        }
    }

    private static void Promise(PromiseResult promise, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{promise.Name}: {promise.Word}");
        output.WriteLine($"  {promise.Statement}");
        foreach (var count in promise.Evidence)
        {
            var need = count.Needed == 0 ? "" : count.Count >= count.Needed ? $"  (needs {count.Needed})"
                : $"  TOO FEW (needs {count.Needed})";
            output.WriteLine($"  {count.Count,8}  {count.Name}{need}");
        }

        if (promise.Accounting is { } accounting)
        {
            output.WriteLine($"  keyed writes: {accounting}");
        }

        foreach (var line in new[] { promise.Note, promise.Error }.OfType<string>())
        {
            output.WriteLine($"  {line}");
        }

        foreach (var violation in promise.Violations)
        {
            output.WriteLine($"  {violation.Rule}{(violation.Timeline.Length > 0 ? ":" : "")}");
            output.Write(violation.Timeline);
        }

        if (promise.ViolationCount > promise.Violations.Count)
        {
            output.WriteLine($"  and {promise.ViolationCount - promise.Violations.Count} more");
        }
    }
}
