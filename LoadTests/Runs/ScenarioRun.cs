using System.Security.Cryptography;
using System.Text.Json;
using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Engines;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Live;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Runs;

/// <summary>Carries out one scenario from nothing to its verdict.</summary>
internal sealed class ScenarioRun(RunOptions options, IRunDisplay display)
{
    private const string RunIdLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int RunIdLength = 8;
    private CalibrationResult? _calibration;

    // Kinds of fault that whoever runs the copies has no means for.
    private IReadOnlyList<string> _unable = [];

    private string Place => options.Engine is { } engine ? $"'{engine.Name}'" : "this AppHost";

    /// <summary>What ended the traffic early; null where nothing did.</summary>
    public EarlyStop? Caught { get; private set; }

    /// <param name="attached">The AppHost to use; null to start one.</param>
    public async Task<RunReport> RunAsync(AppHostAddress? attached, RunFolder folder, CancellationToken cancellationToken)
    {
        if (options.Calibrates)
        {
            // Before anything of the run's own is started: what takes the machine now is not the target.
            display.Say("calibrating the generator");
            _calibration = await Calibrator.MeasureAsync(options.Rate, cancellationToken);
        }

        if (options.Targets.Count > 0)
        {
            using var copies = Copies(options.Scenario.File!);
            await using var control = await CopyControl.StartAsync(copies, cancellationToken);
            return await RunOnAsync(control.Address, isOwn: false, folder, cancellationToken);
        }

        if (options.Engine is { } engine)
        {
            await using var copies = await EngineCopies.StartAsync(
                await engine.OpenAsync(cancellationToken), engine.Name!, options.Scenario.File!.Service, display.Say, cancellationToken);
            _unable = copies.Unable;
            await using var control = await CopyControl.StartAsync(copies, cancellationToken);
            return await RunOnAsync(control.Address, isOwn: false, folder, cancellationToken);
        }

        if (attached is not null)
        {
            return await RunOnAsync(attached, isOwn: false, folder, cancellationToken);
        }

        var old = options.Scenario.UsesOldBuild ? await OldBuild.MakeAsync(options.From, display.Say, cancellationToken) : null;
        await using var own = await StartAsync(await OwnOptionsAsync(old, cancellationToken), folder, cancellationToken);
        try
        {
            var report = await RunOnAsync(own.Address, isOwn: true, folder, cancellationToken);
            display.Say("ending the application");
            return report;
        }
        catch (InvalidRunException failure) when (options.Scenario.File is not null)
        {
            // What a copy said before it ended stands there.
            throw new InvalidRunException(failure.Message + own.LastLines, failure.Advice, failure);
        }
    }

    private TargetCopies Copies(WorkloadFile file) => new(
        file.Service, options.Targets, file.Ready,
        file.Faults is { } faults ? new(copy => faults.Kill.Fill(_ => copy), copy => faults.Start.Fill(_ => copy)) : null);

    private async Task<OwnAppHost> StartAsync(OwnAppHostOptions own, RunFolder folder, CancellationToken cancellationToken)
    {
        var start = new AppHostStart(own.IsOurs ? own.Replicas : null);
        var starting = OwnAppHost.StartAsync(own, start, folder["apphost.log"], cancellationToken);
        await display.FollowStartAsync(() => $"starting the application: {start.Progress}", starting);
        var started = await starting;
        if (start.DashboardLink is { } link)
        {
            display.Say($"dashboard {link}");
        }

        return started;
    }

    private async Task<RunReport> RunOnAsync(AppHostAddress address, bool isOwn, RunFolder folder, CancellationToken cancellationToken)
    {
        using var control = new ControlClient(address.ControlUrl, address.Token);
        try
        {
            var topology = await control.TopologyAsync(cancellationToken);
            var plan = MakePlan(topology, isOwn);
            var encoded = PlanFile.Encode(plan);
            await File.WriteAllBytesAsync(folder["plan.json"], encoded, cancellationToken);
            var run = RandomNumberGenerator.GetString(RunIdLetters, RunIdLength);
            display.Say($"run {run}: scenario {plan.Scenario}, seed {plan.Seed}, plan {PlanFile.Hash(encoded)[..12]}");
            await CarryOutAsync(control, topology, plan, run, address.AdminPassword, folder, cancellationToken);
            display.Say("judging");
            var record = RecordedRun.Load(folder.Root);
            return RunReport.Of(record, Judge.Of(record.Record));
        }
        catch (ControlException failure)
        {
            throw new InvalidRunException(
                $"The AppHost's control endpoint {control.Url} failed: {failure.Message}.", "Is it still running? Look at its output.",
                    failure);
        }
    }

    private Plan MakePlan(Topology topology, bool own)
    {
        var replicas = RunSession.ReplicaNames(topology, options.Scenario.File).Count();
        if (options.Stored is { } stored)
        {
            if (!topology.Links && stored.Plan.Faults.Any(fault => FaultTraits.IsOfLink(fault.Kind)))
            {
                throw NoLinks($"The plan {stored.Path}");
            }

            return replicas == stored.Plan.Replicas
                ? stored.Plan
                : throw new BadInputException(
                    $"The plan {stored.Path} is for {stored.Plan.Replicas} replicas, and there are {replicas}.",
                    "Leave out --attach, or use an AppHost with as many.");
        }

        var scenario = own ? PossibleOn(topology) : PossibleOn(topology).WithoutThrottles;
        return replicas >= options.Scenario.LeastReplicas
            ? Planner.Make(scenario, options.Seed, options.Duration, options.Rate, replicas, new UserPool(
                own ? UserPool.Many : UserPool.Few))
            : throw new BadInputException(
                $"Scenario {options.Scenario.Name} needs {options.Scenario.LeastReplicas} replicas of"
                    + $" '{options.Scenario.File?.Service ?? "api"}', and there are {replicas}.",
                options.Attach || options.AppHost is not null
                    ? "Give it as many in the AppHost, WithReplicas(3). There run: "
                        + $"{string.Join(", ", topology.Instances.Select(instance => instance.Resource).Distinct().Order())}."
                    : "Use --replicas.");
    }

    /// <summary>The scenario without what this AppHost has no part for.</summary>
    private Scenario PossibleOn(Topology topology)
    {
        var scenario = WithoutAbsentStores(OnlyOfEngine(options.Scenario), topology);
        if (topology.Links || !scenario.Faults.NeedsLinks)
        {
            return scenario;
        }

        var faults = scenario.Faults.WithoutLinks;
        if (faults.Cards.Count == 0)
        {
            throw NoLinks($"Scenario {scenario.Name}");
        }

        display.Say("faults of links are left out: this AppHost was started without Chaos:Links=true (./run -- --Chaos:Links=true)");
        return scenario with { Faults = faults };
    }

    private Scenario OnlyOfEngine(Scenario scenario)
    {
        if (scenario.Reach != CopyReach.Engine)
        {
            return scenario;
        }

        var faults = scenario.Faults.Without(_unable);
        var left = ScenarioCatalog.Find(scenario.Name).Faults.Cards.Select(card => card.Kind).Concat(_unable)
            .Except(faults.Cards.Select(card => card.Kind)).ToList();
        display.Say(left.Count > 0 ? $"left out, which this engine cannot do: {string.Join(", ", left)}" : "this engine can do all of it");
        return scenario with { Faults = faults };
    }

    private Scenario WithoutAbsentStores(Scenario scenario, Topology topology)
    {
        var faults = scenario.Faults.OnlyOf(resource => resource == FaultCard.OfReplicas
            || topology.Stores.Any(store => store.Name == resource) || topology.Instances.Any(instance => instance.Resource == resource));
        if (scenario.File is null || faults.Cards.Count == scenario.Faults.Cards.Count)
        {
            return scenario;
        }

        var absent = string.Join(", ", scenario.Faults.Cards.Except(faults.Cards).Select(card => card.Resource).Distinct());
        if (faults.Cards.Count == 0)
        {
            throw new BadInputException(
                $"Scenario {scenario.Name} is about stores, and {Place} has none by the name of {absent}.",
                "Choose chaos, or name the resources so.");
        }

        display.Say($"nothing is done to {absent}: {Place} has no store of that name");
        return scenario with { Faults = faults };
    }

    private static InvalidRunException NoLinks(string what) => new(
        $"{what} disturbs the links to the stores, and this AppHost was started without Chaos:Links=true.",
        "Start it with ./run -- --Chaos:Links=true, or leave out --attach.");

    private async Task CarryOutAsync(
        ControlClient control, Topology topology, Plan plan, string run, string? adminPassword, RunFolder folder,
            CancellationToken cancellationToken)
    {
        // Before anything of the run: the sources that it stands for may be changed meanwhile.
        var machine = MachineResult.OfThis();
        await using var session = new RunSession(control, topology, options.Scenario, plan, run, adminPassword, folder);
        session.Log.Write(new RunEvent(RunEventType.Began, MonotonicClock.Now) { Note = options.Command, State = RecordSeal.Promised });
        session.Log.Write(new RunEvent(RunEventType.Durability, MonotonicClock.Now)
        {
            Details = JsonSerializer.SerializeToElement(await control.DurabilityAsync(cancellationToken), JsonSerializerOptions.Web),
        });
        await using var live = await LiveServer.StartAsync($"{plan.Scenario}, seed {plan.Seed}, run {run}", cancellationToken);
        display.Say($"live page {live.Url}");
        await control.AnnounceRunAsync(run, plan.Scenario, live.Url, cancellationToken);
        session.Follower.Start();
        await SteadyState.ReachAsync(session, cancellationToken);
        await DriveAsync(session, machine, topology, folder, live, cancellationToken);
        session.IsWhole = true;
    }

    private async Task DriveAsync(
        RunSession session, MachineResult machine, Topology topology, RunFolder folder, LiveServer live,
        CancellationToken cancellationToken)
    {
        try
        {
            display.Say(session.Context.Service is null ? "preparing users, sessions and products" : "preparing clients");
            await Preparation.CarryOutAsync(session, cancellationToken);
            var traffic = new Traffic(session, options.Host);
            var watch = options.UntilBroken ? new EarlyStopWatch(options.Scenario, folder, () => traffic.IsQuiet) : null;
            live.Feed.Begin(traffic.Watched(() => FaultRecord.Of(RunEventLog.Read(folder["faults.jsonl"]))));
            var measured = await traffic.RunAsync(topology.AppHost.Pid, display, watch, cancellationToken);
            live.Feed.End();
            session.Log.Write(new RunEvent(RunEventType.Measured, MonotonicClock.Now)
            {
                Details = JsonSerializer.SerializeToElement(
                    new MeasuredRun(TrafficResult.Of(session.Plan, measured), machine, _calibration, measured.Health), ReportJson.Format),
            });
            Caught = traffic.Caught;
            if (Caught is not null)
            {
                // What is broken stays broken, whatever a replacement and final questions would show.
                display.Say($"{Caught.Promise} was seen broken after {Caught.Seconds:F1} s: the rest is left out");
                return;
            }

            await CounterReadings.TakeAsync(session, cancellationToken);
            if (!options.Scenario.ReplacesWriters)
            {
                return;
            }

            display.Say("replacing every process that took a write");
            await Replacement.CarryOutAsync(session, cancellationToken);
            var reader = new FinalReader(session.Client, session.Replicas);
            if (session.Context.Service is null)
            {
                display.Say($"asking for {session.Context.Sender.Unknown.Count} unknown outcomes");
                await reader.AskAsync(session.Context.Sender.Unknown.Select(request => KeyedSender.Ask(request)), cancellationToken);
            }

            display.Say("asking every replica for everything");
            await Task.WhenAll(session.InUse.Select(workload => workload.ReadFinallyAsync(reader, cancellationToken)));
        }
        catch (Exception failure) when (failure is InvalidRunException or ControlException)
        {
            // What was recorded is judged all the same: a broken promise outweighs a broken environment.
            session.Log.Write(new RunEvent(RunEventType.Aborted, MonotonicClock.Now) { Note = failure.Message });
        }
    }

    /// <param name="oldProject">Of the older build; null for none.</param>
    private async Task<OwnAppHostOptions> OwnOptionsAsync(string? oldProject, CancellationToken cancellationToken)
    {
        var own = new OwnAppHostOptions(options.Replicas, OwnSettings.Of(options, oldProject), options.Dashboard);
        if (options.AppHost is not { } project)
        {
            return own;
        }

        display.Say($"building {project.Path}");
        return own.Of(project, await project.BuildAsync(cancellationToken));
    }
}
