using System.Globalization;
using System.Xml;

namespace AspireStateless.LoadTests.Reports.Files;

/// <summary>A test case for each promise, limit and fault, for tools that read JUnit's format.</summary>
internal static class JUnitXml
{
    public static void Write(RunReport report, string path)
    {
        List<JUnitCase> cases =
        [
            .. report.Promises.Select(Promise),
            .. report.Checks.Where(check => check.Kind == CheckKind.Limit).Select(Limit),
            .. report.Faults.Select(Fault),
        ];
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true });
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", $"{report.Scenario} seed {report.Seed}");
        xml.WriteAttributeString("tests", Number(cases.Count));
        xml.WriteAttributeString("failures", Number(cases.Count(one => one.Problem?.Element == "failure")));
        xml.WriteAttributeString("errors", Number(cases.Count(one => one.Problem?.Element == "error")));
        xml.WriteAttributeString("skipped", Number(cases.Count(one => one.Problem?.Element == "skipped")));
        foreach (var one in cases)
        {
            Write(xml, one);
        }

        xml.WriteEndElement();
    }

    private static JUnitCase Promise(PromiseResult promise)
    {
        JUnitProblem? problem = promise.ViolationCount > 0
            ? new("failure", promise.Violations[0]
                .Rule, string.Join(Environment.NewLine, promise.Violations.Select(violation => $"{violation.Rule}\n{violation.Timeline}")))
            : promise.Proven || !promise.Claimed ? null
            : new("error", "Not proven.", promise.Error ?? string.Join("; ", promise.Evidence.Where(count => count.Count < count.Needed)
                .Select(count => $"{count.Name}: {count.Count} of at least {count.Needed}")));
        return new("promise", promise.Name, problem);
    }

    /// <summary>A limit that the verdict does not rest on is skipped where it does not hold: it must not turn a job red.</summary>
    private static JUnitCase Limit(CheckResult check)
    {
        var measured = $"{check.Value}; limit: {check.Limit}";
        JUnitProblem? problem = check.State == CheckState.Holds ? null
            : !check.Counts ? new("skipped", measured, "The verdict does not rest on it.")
            : new(check.State == CheckState.Broken ? "failure" : "error", measured, "");
        return new("limit", check.Name, problem);
    }

    private static JUnitCase Fault(FaultResult fault)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{fault.Kind} of {fault.Target} at {fault.AtMs / 1000:F1} s");
        return new("fault", name, fault.Confirmed ? null : new("error", "No evidence that it took effect and was cured.", fault.Evidence));
    }

    private static void Write(XmlWriter xml, JUnitCase one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", one.Kind);
        xml.WriteAttributeString("name", one.Name);
        if (one.Problem is { } problem)
        {
            xml.WriteStartElement(problem.Element);
            xml.WriteAttributeString("message", problem.Message);
            xml.WriteString(problem.Text);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <param name="Problem">Null for one that passed.</param>
    private sealed record JUnitCase(string Kind, string Name, JUnitProblem? Problem);

    private sealed record JUnitProblem(string Element, string Message, string Text);
}
