using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.LoadTests.Reports.Pages;

namespace AspireStateless.LoadTests.Reports;

/// <summary>Writes the files that are made from a report.</summary>
internal static class ReportFiles
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new NumbersOnOneLine<int>(),
            new NumbersOnOneLine<long>(),
            new NumbersOnOneLine<double>(),
            new NumbersOnOneLine<double?>(),
        },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(RunReport report, RunFolder folder)
    {
        File.WriteAllText(folder["result.json"], JsonSerializer.Serialize(report, Format));
        File.WriteAllText(folder["summary.md"], SummaryMarkdown.Of(report));
        JUnitXml.Write(report, folder["junit.xml"]);
        File.WriteAllText(folder["report.html"], ReportPage.Of(report));
    }
}
