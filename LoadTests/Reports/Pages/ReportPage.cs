using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.LoadTests.Reports.Pages;

/// <summary><c>report.html</c>: one file that needs no network, with the result in it.</summary>
internal static class ReportPage
{
    // The default encoder escapes what could end a script.
    private static readonly JsonSerializerOptions Compact = new(ReportJson.Format)
    {
        WriteIndented = false,
        Encoder = null,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static string Of(RunReport report) => PageAssets.Fill("report.html", new Dictionary<string, string>
    {
        ["title"] = WebUtility.HtmlEncode($"{report.Scenario}, seed {report.Seed}: {report.Verdict}"),
        ["styles"] = PageAssets.Styles,
        ["word"] = Look((ExitCode)report.ExitCode),
        ["verdict"] = WebUtility.HtmlEncode($"{Sign((ExitCode)report.ExitCode)} {report.Verdict}"),
        ["certainty"] = WebUtility.HtmlEncode(report.Certainty),
        ["next"] = WebUtility.HtmlEncode(report.Next),
        ["result"] = JsonSerializer.Serialize(report, Compact),
        ["script"] = PageAssets.Bundle($"{PageAssets.Folder}report.js"),
    });

    private static string Look(ExitCode code) => code switch
    {
        ExitCode.Passed => "passed",
        ExitCode.Failed => "failed",
        _ => "open",
    };

    /// <summary>So that the colour only repeats what is said.</summary>
    private static string Sign(ExitCode code) => code switch
    {
        ExitCode.Passed => "✓",
        ExitCode.Failed => "✗",
        _ => "?",
    };
}
