using System.Text.Json;
using AspireStateless.LoadTests.Reports.Pages;

namespace AspireStateless.LoadTests.Reports.Files;

/// <summary>Writes the files that are made from a report.</summary>
internal static class ReportFiles
{
    public static void Write(RunReport report, RunFolder folder)
    {
        File.WriteAllText(folder["result.json"], JsonSerializer.Serialize(report, ReportJson.Format));
        File.WriteAllText(folder["summary.md"], SummaryMarkdown.Of(report));
        JUnitXml.Write(report, folder["junit.xml"]);
        File.WriteAllText(folder["report.html"], ReportPage.Of(report));
    }
}
