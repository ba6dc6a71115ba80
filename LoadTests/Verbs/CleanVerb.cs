using System.CommandLine;
using System.Text.RegularExpressions;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Runs;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>clean</c>: removes old run folders.</summary>
internal static partial class CleanVerb
{
    private static readonly Option<int> Keep = CommandOption.Of("--keep", "How many of the newest run folders stay.", 20);
    private static readonly Option<string> Output = CommandOption.Output();

    public static Command Create(TextWriter output)
    {
        var command = new Command("clean", "Remove all run folders but the newest.") { Keep, Output };
        command.SetAction(parsed => Clean(parsed.GetValue(Keep), Path.GetFullPath(parsed.GetValue(Output)!), output));
        return command;
    }

    private static int Clean(int keep, string folder, TextWriter output)
    {
        if (keep < 1)
        {
            throw new BadInputException($"{keep} run folders cannot be kept.", "Choose --keep from 1 on.");
        }

        string[] old = [.. Runs(folder).OrderDescending(StringComparer.Ordinal).Skip(keep)];
        foreach (var run in old)
        {
            Directory.Delete(run, recursive: true);
        }

        output.WriteLine($"{old.Length} run folders removed from {folder}");
        return 0;
    }

    /// <summary>Names begin with the time, so they sort by it. What has another name is somebody else's, <c>latest</c> a link.</summary>
    private static IEnumerable<string> Runs(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(path => RunName().IsMatch(Path.GetFileName(path)))
        : [];

    [GeneratedRegex(@"^\d{8}-\d{6}-", RegexOptions.NonBacktracking)]
    private static partial Regex RunName();
}
