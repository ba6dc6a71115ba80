using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>Nothing that a checker returns can crash a report, or be taken for a part of it.</summary>
public sealed partial class AnyReportTests : IDisposable
{
    private const int Usual = 400;

    // REPORTS=20000 looks for more.
    private static readonly int Cases =
        int.TryParse(Environment.GetEnvironmentVariable("REPORTS"), CultureInfo.InvariantCulture, out var reports) ? reports : Usual;
    private readonly RunFolder _folder = RunFolder.Existing(Directory.CreateTempSubdirectory("any-report-").FullName);

    [Fact]
    public void Every_report_is_written_to_the_terminal_and_into_every_file()
    {
        var failures = new List<string>();
        for (ulong seed = 1; seed <= (ulong)Cases; seed++)
        {
            if (Record.Exception(() => Written(RandomReport.Draw(seed))) is { } failure)
            {
                failures.Add($"case {seed}: {failure}");
            }
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures.DistinctBy(text => text.Split("   at ")[1]).Take(12)));
    }

    public void Dispose() => Directory.Delete(_folder.Root, recursive: true);

    private void Written(RunReport report)
    {
        using var terminal = new StringWriter();
        VerdictText.Write(report, terminal, _folder.Root);
        Assert.DoesNotContain(terminal.ToString(), letter => char.IsControl(letter) && letter is not ('\r' or '\n'));
        Assert.Contains(report.Verdict, terminal.ToString(), StringComparison.Ordinal);

        ReportFiles.Write(report, _folder);
        AssertResult(report, File.ReadAllText(_folder["result.json"]));
        AssertCases(report, XDocument.Load(_folder["junit.xml"]).Root!);
        AssertSummary(report, File.ReadAllText(_folder["summary.md"]));
        var page = File.ReadAllText(_folder["report.html"]);
        Assert.Equal(2, Regex.Count(page, "</script>", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5)));
        AssertResult(report, ResultInPage().Match(page).Groups["json"].Value);
    }

    private static void AssertResult(RunReport report, string json)
    {
        var result = JsonDocument.Parse(json).RootElement;
        Assert.Equal(report.Verdict, result.GetProperty("verdict").GetString());
        Assert.Equal(report.Promises.Count, result.GetProperty("promises").GetArrayLength());
    }

    private static void AssertCases(RunReport report, XElement suite)
    {
        var broken = suite.Elements("testcase")
            .Count(one => (string)one.Attribute("classname")! == "promise" && one.Element("failure") is not null);
        Assert.Equal(report.Promises.Count(promise => promise.Verdict == Verdict.Invalid), broken);
    }

    /// <summary>Its markup is its own, and what stands in a cell does not end it.</summary>
    private static void AssertSummary(RunReport report, string summary)
    {
        Assert.All(OutsideOfCode(summary), line => Assert.DoesNotMatch(@"^(?!Reproduce: `).*(?<!\\)<(?!/?(details|summary)>)", line));
        Assert.Equal(OutsideOfCode(summary).Count(line => line.StartsWith("<details>", StringComparison.Ordinal)), OutsideOfCode(
            summary).Count(line => line == "</details>"));
        Assert.Equal(report.Promises.Count, OutsideOfCode(summary)
            .SkipWhile(line => line != "|---|---|---|").Skip(1).TakeWhile(line => line.StartsWith('|'))
            .Count(line => Regex.Count(line, @"(?<!\\)\|", RegexOptions.None, TimeSpan.FromSeconds(5)) == 4));
    }

    private static IEnumerable<string> OutsideOfCode(string summary)
    {
        var isCode = false;
        foreach (var line in summary.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            var fences = line == "```";
            isCode ^= fences;
            if (!isCode && !fences)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex(
        "id=\"result\">(?<json>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ResultInPage();
}
