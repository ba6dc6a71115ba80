using System.CommandLine;
using System.Runtime;
using System.Security.Cryptography;
using System.Text.Json;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;
using Spectre.Console;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>run &lt;scenario&gt;</c>: carries out a scenario and judges it.</summary>
internal static class RunVerb
{
    // The default pool grows slowly from one thread per core; a burst of answers should not wait for that.
    private const int ThreadsPerCore = 4;
    private static readonly Argument<string> Scenario = new("scenario") { Description = "Its name; see 'list'." };
    private static readonly Option<ulong?> Seed = new("--seed") { Description = "Drives everything that is drawn; the same seed makes the same plan. Drawn itself unless given." };
    private static readonly Option<TimeSpan?> Duration = new("--duration") { Description = "How long the traffic lasts, such as 20s or 2m. The scenario's own unless given.", CustomParser = RunArguments.Duration };
    private static readonly Option<double?> Rate = new("--rate") { Description = "Operations per second. The scenario's own unless given.", CustomParser = RunArguments.Rate };
    private static readonly Option<int?> Replicas = new("--replicas") { Description = "How many replicas the run's own AppHost has, 1 to 20; 3 unless given." };
    private static readonly Option<string?> Attach = new("--attach") { Description = "Use a running AppHost: its pid, its file in artifacts/apphosts, or nothing for the only one.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Bug = new("--bug") { Description = "Run a planted bug instead of the Api, by name; such a run must fail." };
    private static readonly Option<Dictionary<string, string>> Set = new("--set") { Description = "Key=Value: a configuration key for the run's own AppHost and its replicas. May be repeated.", CustomParser = RunArguments.Settings, Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON on standard output, and everything else on standard error." };
    private static readonly Option<string> Output = new("--output") { Description = "The folder that run folders go into; artifacts/runs unless given.", DefaultValueFactory = _ => BuildPaths.Runs };

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("run", "Carry out a scenario and judge it.") { Scenario, Seed, Duration, Rate, Replicas, Attach, Bug, Set, Json, Output };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var options = Options(parsed);
        bool json = parsed.GetValue(Json);
        var lines = json ? error : output;
        IRunDisplay display = lines == Console.Out && !Console.IsOutputRedirected ? new TerminalDisplay(AnsiConsole.Console) : new PlainDisplay(lines);
        ThreadPool.SetMinThreads(ThreadsPerCore * Environment.ProcessorCount, ThreadsPerCore * Environment.ProcessorCount);
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        var attached = options.Attach ? Attached(options.AttachTo) : null;
        var folder = RunFolder.Create(options.Output, options.Scenario.Name, options.Seed, TimeProvider.System);
        display.Say(options.Command);
        var report = await new ScenarioRun(options, display).RunAsync(attached, folder, cancellationToken);
        ReportFiles.Write(report, folder);
        VerdictText.Write(report, lines, folder.Root);
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(report, ReportFiles.Format));
        }

        return report.ExitCode;
    }

    /// <summary>The named one; else the one that started this process; else the only one that runs.</summary>
    private static AppHostAddress Attached(string? which) =>
        (string.IsNullOrEmpty(which) ? AppHostAddress.FromEnvironment() : null) ?? AttachedAppHost.Find(which, BuildPaths.AppHosts);

    private static RunOptions Options(ParseResult parsed)
    {
        var scenario = ScenarioCatalog.Find(parsed.GetValue(Scenario)!);
        var options = new RunOptions
        {
            Scenario = scenario,
            Seed = parsed.GetValue(Seed) ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))),
            Duration = parsed.GetValue(Duration) ?? scenario.Duration,
            Rate = parsed.GetValue(Rate) ?? scenario.Rate,
            Replicas = parsed.GetValue(Replicas) ?? 3,
            Attach = parsed.GetResult(Attach) is { Implicit: false } || AppHostAddress.FromEnvironment() is not null,
            AttachTo = parsed.GetValue(Attach),
            Bug = parsed.GetValue(Bug) is { } bug ? PlantedBugs.Parse(bug) : null,
            Settings = parsed.GetValue(Set) ?? [],
            Output = Path.GetFullPath(parsed.GetValue(Output)!),
        };
        if (options.Attach && (options.Bug is not null || options.Settings.Count > 0 || parsed.GetValue(Replicas) is not null))
        {
            throw new BadInputException(
                "--bug, --set and --replicas are for an AppHost that the run starts itself.", "Leave them out, or leave out --attach.");
        }

        return options.Replicas >= scenario.LeastReplicas && options.Replicas <= 20
            ? options
            : throw new BadInputException(
                $"Scenario {scenario.Name} takes {scenario.LeastReplicas} to 20 replicas, not {options.Replicas}.", "Choose another --replicas.");
    }
}
