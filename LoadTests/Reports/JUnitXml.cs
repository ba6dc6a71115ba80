using System.Globalization;
using System.Xml;

namespace AspireStateless.LoadTests.Reports;

/// <summary>A test case for each promise and each fault, for tools that read JUnit's format.</summary>
internal static class JUnitXml
{
    public static void Write(RunReport report, string path)
    {
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true });
        int failures = report.Promises.Count(promise => promise.ViolationCount > 0);
        int errors = report.Promises.Count(promise => promise is { ViolationCount: 0, Proven: false, Claimed: true })
            + report.Faults.Count(fault => !fault.Confirmed);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", $"{report.Scenario} seed {report.Seed}");
        xml.WriteAttributeString("tests", Number(report.Promises.Count + report.Faults.Count));
        xml.WriteAttributeString("failures", Number(failures));
        xml.WriteAttributeString("errors", Number(errors));
        foreach (var promise in report.Promises)
        {
            Case(xml, "promise", promise.Name, Problem(promise));
        }

        foreach (var fault in report.Faults)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{fault.Kind} of {fault.Target} at {fault.AtMs / 1000:F1} s");
            Case(xml, "fault", name, fault.Confirmed ? null : ("error", "No evidence that it took effect and was cured.", fault.Evidence));
        }

        xml.WriteEndElement();
    }

    private static (string Element, string Message, string Text)? Problem(PromiseResult promise) =>
        promise.ViolationCount > 0
            ? ("failure", promise.Violations[0].Rule, string.Join(Environment.NewLine, promise.Violations.Select(violation => $"{violation.Rule}\n{violation.Timeline}")))
        : promise.Proven || !promise.Claimed ? null
        : ("error", "Not proven.", promise.Error ?? string.Join("; ", promise.Evidence.Where(count => count.Count < count.Needed)
            .Select(count => $"{count.Name}: {count.Count} of at least {count.Needed}")));

    private static void Case(XmlWriter xml, string kind, string name, (string Element, string Message, string Text)? problem)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", kind);
        xml.WriteAttributeString("name", name);
        if (problem is { } found)
        {
            xml.WriteStartElement(found.Element);
            xml.WriteAttributeString("message", found.Message);
            xml.WriteString(found.Text);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
