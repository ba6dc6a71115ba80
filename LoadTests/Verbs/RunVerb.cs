using System.CommandLine;
using System.Text.Json;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Files;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Targets;
using Spectre.Console;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>run &lt;scenario&gt;</c>: carries out a scenario, or a stored plan, and judges it.</summary>
internal static class RunVerb
{
    private static readonly Option<bool> Json = CommandOption.Json("result");

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = RunRequest.AddTo(new Command("run", "Carry out a scenario and judge it.") { Json });
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(Json);
        if (json && parsed.GetValue(RunRequest.Host) is not null)
        {
            throw new BadInputException(
                "--json and --host exclude each other: what a host prints stands in standard output too.",
                "Leave one out; result.json in the run folder is the same.");
        }

        var lines = json ? error : output;
        IRunDisplay display = lines == Console.Out && !Console.IsOutputRedirected ? new TerminalDisplay(AnsiConsole.Console)
            : new PlainDisplay(lines);
        GeneratorRuntime.Prepare();
        if (RunRequest.IsDemo(parsed))
        {
            var (seed, runs) = RunRequest.Demo(parsed);
            return (int)await new StatefulDemo(display, lines).RunAsync(seed, runs, cancellationToken);
        }

        var options = RunRequest.Options(parsed);
        var attached = options.Attach ? Attached(options.AttachTo) : null;
        var folder = RunFolder.Create(options.Output, options.Scenario.Name, options.Seed, TimeProvider.System);
        display.Say(options.Command);
        var report = await new ScenarioRun(options, display).RunAsync(attached, folder, cancellationToken);
        ReportFiles.Write(report, folder);
        VerdictText.Write(report, lines, folder.Root);
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(report, ReportJson.Format));
        }

        return report.ExitCode;
    }

    /// <summary>The named one; else the one that started this process; else the only one that runs.</summary>
    private static AppHostAddress Attached(string? which) =>
        (string.IsNullOrEmpty(which) ? StartingAppHost.Address() : null) ?? AttachedAppHost.Find(
            which, BuildPaths.AppHosts, AppHostAddress.UsersFolder);
}
