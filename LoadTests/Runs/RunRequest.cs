using System.CommandLine;
using System.Security.Cryptography;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Load.Hosts;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.WorkloadFiles;

namespace AspireStateless.LoadTests.Runs;

/// <summary>What can be said after <c>run</c>, and what it asks for.</summary>
internal static class RunRequest
{
    private const int MostReplicas = 20;
    private static readonly Argument<string?> ScenarioName = new("scenario")
    {
        Description = "Its name; see 'list'.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<ulong?> Seed = CommandOption.Of<ulong?>(
        "--seed", "Drives everything that is drawn; the same seed makes the same plan. Drawn itself unless given.");
    private static readonly Option<TimeSpan?> Duration = CommandOption.Of<TimeSpan?>(
        "--duration", "How long the traffic lasts, such as 20s or 2m. The scenario's own unless given.", RunArguments.Duration);
    private static readonly Option<double?> Rate = CommandOption.Of<double?>(
        "--rate", "Operations per second. The scenario's own unless given.", RunArguments.Rate);
    private static readonly Option<int?> Replicas = CommandOption.Of<int?>(
        "--replicas", "How many replicas the run's own AppHost has, 1 to 20; 3 unless given.");
    private static readonly Option<string?> Attach = new("--attach")
    {
        Description = "Use a running AppHost: its pid, its file in artifacts/apphosts, or nothing for the only one.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> AppHost = CommandOption.Of<string?>(
        "--apphost", "With --workload: the Aspire project that runs the service; built, started for the run, and ended with it.");
    private static readonly Option<string?> Bug = CommandOption.Of<string?>(
        "--bug", "Run a planted bug instead of the Api, by name; such a run must fail.");
    private static readonly Option<Dictionary<string, string>> Set = new("--set")
    {
        Description = "Key=Value: a configuration key for the run's own AppHost and its replicas. May be repeated.",
        CustomParser = RunArguments.Settings,
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<bool> Dashboard = CommandOption.Of<bool>(
        "--dashboard", "Show the dashboard of the run's own AppHost; the telemetry for it takes part of the machine.");
    private static readonly Option<bool> NoCalibration = CommandOption.Of<bool>(
        "--no-calibration", "Do not measure the generator first: 2 s less, and no verdict on times; promises are judged all the same.");
    private static readonly Option<bool> UntilBroken = CommandOption.Of<bool>(
        "--until-broken", "Judge the record every 2 s, and end the traffic as soon as a promise is broken.");
    public static readonly Option<string?> Host = CommandOption.Of<string?>(
        "--host", "A tool that the operations are carried out in and that counts them too: nbomber, in a build with its packages.");
    private static readonly Option<string?> Plan = CommandOption.Of<string?>(
        "--plan", "Carry out a stored plan.json as it is, in place of a scenario.");
    private static readonly Option<string?> Workload = CommandOption.Of<string?>(
        "--workload", "Judge the service that this file describes, in place of the Api; see docs/any-service.md.");
    private static readonly Option<Uri[]> Target = new("--target")
    {
        Description = "With --workload: where copies listen that no AppHost runs, such as http://localhost:8001,http://localhost:8002.",
        CustomParser = RunArguments.Addresses,
        Arity = ArgumentArity.ExactlyOne,
    };
    private static readonly Option<string?> Docker = CommandOption.Of<string?>(
        EngineChoice.Docker,
        "With --workload: the Compose project, or service of a Swarm, whose replicas an engine runs; see docs/deploy.md.");
    private static readonly Option<string?> Kubernetes = CommandOption.Of<string?>(
        EngineChoice.Kubernetes, "With --workload: the deployment, as namespace/name, whose pods a cluster runs; see docs/deploy.md.");
    private static readonly Option<string?> From = CommandOption.Of<string?>(
        "--from", "For 'upgrade': the older commit; unless given, the newest with fewer migrations, else the one before.");
    private static readonly Option<string> Output = CommandOption.Output();

    /// <returns>The command itself.</returns>
    public static Command AddTo(Command command)
    {
        command.Add(ScenarioName);
        Option[] options =
        [
            Seed, Duration, Rate, Replicas, Workload, AppHost, Attach, Target, Docker, Kubernetes, Set, Dashboard, NoCalibration,
            UntilBroken, Host, Plan, Output,
        ];
        // What is about the Api of this repository.
        Array.ForEach(BuildPaths.IsTool ? options : [.. options, Bug, From], command.Add);
        return command;
    }

    /// <summary>What a command that was written down asks for, such as the one of an earlier run.</summary>
    /// <exception cref="BadInputException">It does not run anything.</exception>
    public static RunOptions Read(string command)
    {
        var all = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // By the tool, or from a repository: "stateless run …", "dotnet run … -- run …".
        var words = all is ["stateless", ..] ? all[1..] : [.. all.SkipWhile(word => word != "--").Skip(1)];
        var parsed = new RootCommand { AddTo(new Command("run")) }.Parse(words);
        return words.Length > 0 && parsed.Errors.Count == 0
            ? Options(parsed)
            : throw new BadInputException(
                $"'{command}' is not a command of this version that runs something.", "Run the scenario again with this version.");
    }

    /// <summary>Whether it asks for the demonstration, which is two runs.</summary>
    public static bool IsDemo(ParseResult parsed) => parsed.GetValue(ScenarioName) == StatefulDemo.Name;

    /// <summary>Its seed, and the folder that its runs go into.</summary>
    public static (ulong Seed, string Runs) Demo(ParseResult parsed) =>
        (parsed.GetValue(Seed) ?? 1, Path.GetFullPath(parsed.GetValue(Output)!));

    /// <exception cref="BadInputException">It asks for what cannot be done.</exception>
    public static RunOptions Options(ParseResult parsed)
    {
        var stored = StoredPlanOf(parsed);
        var scenario = stored is not null ? RecordedRun.ScenarioOf(stored.Plan) : ScenarioOf(parsed);
        var targets = parsed.GetValue(Target) ?? [];
        var engine = EngineOf(parsed);
        var options = new RunOptions
        {
            Scenario = scenario,
            Targets = targets,
            Engine = engine,
            Seed = stored?.Plan.Seed ?? parsed.GetValue(Seed) ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))),
            Duration = stored?.Plan.Duration ?? parsed.GetValue(Duration) ?? scenario.Duration,
            Rate = stored?.Plan.Rate ?? parsed.GetValue(Rate) ?? scenario.Rate,
            Replicas = stored?.Plan.Replicas ?? parsed.GetValue(Replicas)
                ?? (targets.Length > 0 ? targets.Length : scenario.File?.Start?.Replicas ?? 3),
            Attach = targets.Length == 0 && engine is null
                && (parsed.GetResult(Attach) is { Implicit: false } || StartingAppHost.Address() is not null),
            AttachTo = parsed.GetValue(Attach),
            AppHost = parsed.GetValue(AppHost) is { } project ? AppHostProject.Find(project) : null,
            Bug = parsed.GetValue(Bug) is { } bug ? PlantedBugs.Find(bug).Name : null,
            Settings = parsed.GetValue(Set) ?? [],
            Dashboard = parsed.GetValue(Dashboard),
            Calibrates = !parsed.GetValue(NoCalibration),
            UntilBroken = parsed.GetValue(UntilBroken),
            Host = parsed.GetValue(Host) is { } host ? LoadHosts.Find(host) : null,
            Stored = stored,
            From = parsed.GetValue(From),
            Output = Path.GetFullPath(parsed.GetValue(Output)!),
        };
        RequireTarget(options);
        if (options.Attach && (options.Bug is not null || options.Settings.Count > 0 || options.Dashboard
            || parsed.GetValue(Replicas) is not null))
        {
            throw new BadInputException(
                "--bug, --set, --dashboard and --replicas are for an AppHost that the run starts itself.",
                    "Leave them out, or leave out --attach.");
        }

        if (engine is not null && (options.Settings.Count > 0 || options.Dashboard || parsed.GetValue(Replicas) is not null))
        {
            throw new BadInputException(
                "--set, --dashboard and --replicas are for an AppHost that the run starts itself.",
                $"Leave them out, or leave out {engine.Option}.");
        }

        if (options.Attach && scenario.UsesOldBuild)
        {
            throw new BadInputException($"{scenario.Name} needs an AppHost of its own, with the older build in it.", "Leave out --attach.");
        }

        if (options.From is not null && !scenario.UsesOldBuild)
        {
            throw new BadInputException("--from is for the scenario upgrade.", "Leave it out, or run upgrade.");
        }

        return options.Replicas >= scenario.LeastReplicas && options.Replicas <= MostReplicas
            ? options
            : throw new BadInputException(
                $"Scenario {scenario.Name} takes {scenario.LeastReplicas} to {MostReplicas} replicas, not {options.Replicas}.",
                    "Choose another --replicas.");
    }

    /// <summary>Sees that it is clear who runs what is judged.</summary>
    /// <exception cref="BadInputException">Nobody does, or two would.</exception>
    public static void RequireTarget(RunOptions options)
    {
        if (options.Scenario.File is not { } file)
        {
            if (BuildPaths.IsTool || options.AppHost is not null)
            {
                throw new BadInputException("Nothing says what the service promises.", "Add --workload FILE.");
            }
        }
        else if (options.AppHost is not null && (options.Attach || options.Targets.Count > 0 || options.Engine is not null))
        {
            throw new BadInputException(
                "--apphost starts an AppHost; --attach, --target, --docker and --kubernetes are about what runs already.",
                "Leave one out.");
        }
        else if (options is { AppHost: null, Attach: false, Targets.Count: 0, Engine: null } && (file.Start is null || BuildPaths.IsTool))
        {
            throw file.Start is null
                ? new BadInputException(
                    $"{file.Path} does not say how a copy of the service is started.",
                    "Add start:, or give --apphost PROJECT, --attach, --target URL, --docker NAME or --kubernetes NAME.")
                : new BadInputException(
                    "An AppHost has to start the copies and the stores.", "Give --apphost PROJECT, one that calls AddServiceCopies.");
        }
    }

    private static EngineChoice? EngineOf(ParseResult parsed) =>
        parsed.GetValue(Docker) is { } docker ? new EngineChoice(EngineChoice.Docker, docker)
        : parsed.GetValue(Kubernetes) is { } kubernetes ? new EngineChoice(EngineChoice.Kubernetes, kubernetes) : null;

    private static Scenario ScenarioOf(ParseResult parsed)
    {
        var scenario = ScenarioCatalog.Find(parsed.GetValue(ScenarioName) ?? throw new BadInputException(
            "Nothing was said to run.", "Name a scenario ('list' shows them), or a stored plan with --plan."));
        var engine = EngineOf(parsed);
        var reach = engine is not null ? CopyReach.Engine
            : parsed.GetValue(Target) is [_, ..] ? CopyReach.Addresses : CopyReach.AppHost;
        if (parsed.GetValue(Workload) is not { } file)
        {
            return reach == CopyReach.AppHost
                ? scenario
                : throw new BadInputException(
                    $"{engine?.Option ?? "--target"} needs a file that says what is promised there.",
                    "Add --workload FILE.");
        }

        if (parsed.GetValue(Bug) is not null || (reach != CopyReach.AppHost && parsed.GetResult(Attach) is { Implicit: false }))
        {
            throw new BadInputException(
                "--workload is not about the Api; --target, --docker and --kubernetes are about copies without an AppHost.",
                "Leave out --bug, and --attach beside those.");
        }

        bool[] places = [parsed.GetValue(Docker) is not null, parsed.GetValue(Kubernetes) is not null, parsed.GetValue(Target) is [_, ..]];
        if (places.Count(static given => given) > 1)
        {
            throw new BadInputException(
                "--target, --docker and --kubernetes say each where the copies are.", "Leave out all of them but one.");
        }

        var operations = (parsed.GetValue(Rate) ?? scenario.Rate) * (parsed.GetValue(Duration) ?? scenario.Duration).TotalSeconds;
        return ServiceScenario.Of(scenario, WorkloadFile.Read(file), reach, operations);
    }

    private static StoredPlan? StoredPlanOf(ParseResult parsed)
    {
        if (parsed.GetValue(Plan) is not { } path)
        {
            return null;
        }

        var saysMore = parsed.GetValue(ScenarioName) is not null || parsed.GetValue(Seed) is not null
            || parsed.GetValue(Duration) is not null
            || parsed.GetValue(Rate) is not null || parsed.GetValue(Replicas) is not null || parsed.GetValue(Workload) is not null;
        return !saysMore
            ? StoredPlan.Read(path)
            : throw new BadInputException(
                "A stored plan says everything: scenario, seed, duration, rate and replicas.", "Leave those out, or leave out --plan.");
    }
}
