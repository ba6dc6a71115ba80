using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>What a run holds open while it goes on.</summary>
internal sealed class RunSession : IAsyncDisposable
{
    private static readonly TimeSpan AttemptDeadline = TimeSpan.FromSeconds(2);
    private readonly ReadinessProbe _probe = new();
    private readonly HistoryWriter _history;

    /// <param name="topology">What runs at the start.</param>
    public RunSession(ControlClient control, Topology topology, Plan plan, string run, RunFolder folder)
    {
        (Control, Plan, Run) = (control, plan, run);
        Log = new RunEventLog(folder["faults.jsonl"]);
        _history = new HistoryWriter(folder["history.bin"], run, plan.Seed);
        Replicas = new ReplicaSet([.. ReplicaNames(topology)], _probe.IsReadyAsync);
        Client = new RecordingClient(_history, AttemptDeadline);
        Workload = new VisitsWorkload(Client, Replicas, new AntiAffinityRoute(Replicas, plan.Clients), run);
        Follower = new StateFollower(control, run, Replicas, Log);
    }

    public ControlClient Control { get; }
    public Plan Plan { get; }

    /// <summary>The run's id.</summary>
    public string Run { get; }
    public RunEventLog Log { get; }
    public ReplicaSet Replicas { get; }
    public RecordingClient Client { get; }
    public VisitsWorkload Workload { get; }
    public StateFollower Follower { get; }

    /// <summary>The Api's instances in the order of the plan's replica indexes.</summary>
    public static IEnumerable<string> ReplicaNames(Topology topology) => topology.Instances
        .Where(instance => instance.Resource == "api")
        .Select(instance => instance.Instance)
        .Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Follower.DisposeAsync();
        Client.Dispose();
        _history.Dispose();
        Log.Dispose();
        _probe.Dispose();
    }
}
