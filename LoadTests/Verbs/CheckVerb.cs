using System.CommandLine;
using AspireStateless.Judging;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>check &lt;run folder&gt;</c>: judges a stored run again, from its record alone.</summary>
internal static class CheckVerb
{
    private static readonly Argument<string> Folder = new("run folder")
    {
        Description = "A folder in artifacts/runs, such as artifacts/runs/latest.",
    };

    public static Command Create(TextWriter output)
    {
        var command = new Command("check", "Judge a stored run again, and write its reports anew.") { Folder };
        command.SetAction(parsed => Check(parsed.GetValue(Folder)!, output));
        return command;
    }

    private static int Check(string folder, TextWriter output)
    {
        var record = RecordedRun.Load(folder);
        var report = RunReport.Of(record, Judge.Of(record.Record));
        WriteAnew(report, folder, output);
        VerdictText.Write(report, output, folder);
        return report.ExitCode;
    }

    /// <summary>A record that may only be read is judged all the same.</summary>
    private static void WriteAnew(RunReport report, string folder, TextWriter output)
    {
        try
        {
            ReportFiles.Write(report, RunFolder.Existing(folder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            output.WriteLine($"The reports were not written anew: {failure.Message}");
        }
    }
}
