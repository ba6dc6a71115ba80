using System.Globalization;
using System.Xml.Linq;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.LoadTests.Reports.Files;

/// <summary>A test case for each promise, limit and fault, for tools that read JUnit's format.</summary>
internal static class JUnitXml
{
    public static void Write(RunReport report, string path)
    {
        XElement[] cases =
        [
            .. report.Promises.Select(Promise),
            .. report.Checks.Where(check => check.Kind == CheckKind.Limit).Select(Limit),
            .. report.Faults.Select(Fault),
        ];
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", $"{report.Scenario} seed {report.Seed}"),
            new XAttribute("tests", cases.Length),
            new XAttribute("failures", Count("failure")),
            new XAttribute("errors", Count("error")),
            new XAttribute("skipped", Count("skipped")),
            cases);
        suite.Save(path);

        int Count(string problem) => cases.Count(one => one.Element(problem) is not null);
    }

    private static XElement Promise(PromiseResult promise)
    {
        var problem = promise.Verdict == Verdict.Invalid
            ? Problem("failure", promise.Violations.Count > 0 ? promise.Violations[0].Rule : promise.Error ?? promise.Word, string.Join(
                Environment.NewLine, promise.Violations.Select(violation => $"{violation.Rule}\n{violation.Timeline}")))
            : promise.Proven || !promise.Claimed ? null
            : Problem("error", "Not proven.", promise.Error ?? string.Join("; ", promise.Evidence.Where(count => count.Count < count.Needed)
                .Select(count => $"{count.Name}: {count.Count} of at least {count.Needed}")));
        return Case("promise", promise.Name, problem);
    }

    /// <summary>A limit that the verdict does not rest on is skipped where it does not hold: it must not turn a job red.</summary>
    private static XElement Limit(CheckResult check)
    {
        var measured = $"{check.Value}; limit: {check.Limit}";
        var problem = check.State == CheckState.Holds ? null
            : !check.Counts ? Problem("skipped", measured, "The verdict does not rest on it.")
            : Problem(check.State == CheckState.Broken ? "failure" : "error", measured, "");
        return Case("limit", check.Name, problem);
    }

    private static XElement Fault(FaultResult fault)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{fault.Kind} of {fault.Target} at {fault.AtMs / 1000:F1} s");
        var problem = fault.Confirmed ? null : Problem("error", "No evidence that it took effect and was cured.", fault.Evidence);
        return Case("fault", name, problem);
    }

    /// <param name="problem">Null for one that passed.</param>
    private static XElement Case(string kind, string name, XElement? problem) =>
        new("testcase", new XAttribute("classname", kind), new XAttribute("name", name), problem);

    private static XElement Problem(string element, string message, string text) => new(element, new XAttribute("message", message), text);
}
