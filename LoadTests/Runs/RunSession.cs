using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Runs;

/// <summary>What a run holds open while it goes on.</summary>
internal sealed class RunSession : IAsyncDisposable
{
    private const string ApiResource = "api";

    /// <summary>An older build, where the AppHost was started with one.</summary>
    private const string OldApiResource = "api-old";
    private static readonly TimeSpan AttemptDeadline = TimeSpan.FromSeconds(2);
    private readonly ReadinessProbe _probe;
    private readonly HistoryWriter _history;
    private readonly RunFolder _folder;

    /// <param name="topology">What runs at the start.</param>
    /// <param name="adminPassword">Null where it is not known.</param>
    public RunSession(
        ControlClient control, Topology topology, Scenario scenario, Plan plan, string run, string? adminPassword, RunFolder folder)
    {
        (Control, Plan, Run, _folder, Scenario) = (control, plan, run, folder, scenario);
        _probe = scenario.File is { } service ? new ReadinessProbe(service.Ready) : new ReadinessProbe();
        Log = new RunEventLog(folder["faults.jsonl"]);
        _history = new HistoryWriter(folder["history.bin"], run, plan.Seed);
        Replicas = new ReplicaSet([.. ReplicaNames(topology, scenario.File)], _probe.IsReadyAsync);
        Client = new RecordingClient(
            _history, AttemptDeadline, scenario.File is { } file ? AnswerRules.OfService(file.Refusals) : AnswerRules.OfTheApi);
        IRoute route = scenario.Route == RouteKind.Sticky ? new StickyRoute(Replicas) : new AntiAffinityRoute(Replicas, plan.Clients);
        var endpoint = topology.Resources.FirstOrDefault(resource => resource.Name == ApiResource)?.EndpointUrl;
        Context = new WorkloadContext(run, Client, Replicas, route, adminPassword)
        {
            Users = new UserPool(plan.Users),
            Kinds = scenario.Workloads,
            Operations = plan.Operations,
            Service = scenario.File,
            Lasts = plan.Duration,
            Endpoint = endpoint is null ? null : new Uri(endpoint),
        };
        Workloads = [.. scenario.Workloads.Select(
            workload => scenario.Traffic.ContainsKey(workload.Name) ? workload.Create(Context) : null)];
        Follower = new StateFollower(control, run, Replicas, Log);
    }

    public ControlClient Control { get; }
    public Plan Plan { get; }
    public Scenario Scenario { get; }

    /// <summary>The run's id.</summary>
    public string Run { get; }
    public RunEventLog Log { get; }
    public ReplicaSet Replicas { get; }
    public RecordingClient Client { get; }
    public WorkloadContext Context { get; }

    /// <summary>In the order of the catalogue; null for one that the scenario does not use.</summary>
    public IReadOnlyList<IWorkload?> Workloads { get; }
    public StateFollower Follower { get; }

    /// <summary>Whether everything that is to be recorded was: the record gets its end.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Those of this scenario.</summary>
    public IEnumerable<IWorkload> InUse => Workloads.OfType<IWorkload>();

    /// <summary>The service's instances in the order of the plan's replica indexes.</summary>
    /// <param name="file">Of the service; null for the Api.</param>
    public static IEnumerable<string> ReplicaNames(Topology topology, WorkloadFile? file) => topology.Instances
        .Where(instance => file is null ? instance.Resource is ApiResource or OldApiResource : instance.Resource == file.Service)
        .Select(instance => instance.Instance)
        .Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Follower.DisposeAsync();
        Client.Dispose();
        _history.Dispose();
        if (IsWhole)
        {
            Log.Write(RecordSeal.Of(_folder.Root));
        }

        Log.Dispose();
        _probe.Dispose();
    }
}
