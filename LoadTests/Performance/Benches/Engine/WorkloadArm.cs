using System.Net;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Load;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>The writes of one workload, as a run sends and records them, as fast as they are answered.</summary>
internal sealed class WorkloadArm : IDisposable
{
    private const string Run = "benchrun";
    private const ulong Seed = 1;
    private const int Planned = 10_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workload-bench-");
    private readonly HistoryWriter _history;
    private readonly RecordingClient _client;
    private readonly IWorkload _workload;
    private readonly PlannedOperation[] _operations;
    private long _sent;

    /// <param name="kinds">All of the run.</param>
    /// <param name="kind">The one that is measured.</param>
    /// <param name="file">Where it comes from; null for what is built in.</param>
    public WorkloadArm(IReadOnlyList<WorkloadKind> kinds, WorkloadKind kind, WorkloadFile? file, IPEndPoint target)
    {
        _history = new HistoryWriter(Path.Combine(_folder.FullName, "history.bin"), Run, Seed);
        _client = new RecordingClient(
            _history, TimeSpan.FromSeconds(2), file is null ? AnswerRules.OfTheApi : AnswerRules.OfService(file.Refusals));
        var users = new UserPool(UserPool.Few);
        var mix = kind.Mix(Seed, users);
        _operations = [.. Enumerable.Range(0, Planned).Select(_ => mix.Next(0, subject: null))
            .Where(operation => operation.Kind == kind.Burst!.Write)];
        var replicas = Serving(target);
        var route = new AntiAffinityRoute(replicas, kinds.Sum(each => each.Mix(Seed, users).Clients));
        _workload = kind.Create(new WorkloadContext(Run, _client, replicas, route, adminPassword: null)
        {
            Users = users,
            Kinds = kinds,
            Operations = _operations,
            Service = file,
            Lasts = TimeSpan.Zero,
            Endpoint = null,
        });
    }

    /// <returns>Operations for each second of processor time that this process used.</returns>
    public async Task<double> MeasureAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var loop = new ClosedLoop(BenchSize.Connections, (_, _) => SendAsync());
        var used = Environment.CpuUsage.TotalTime;
        await loop.RunAsync(MonotonicClock.Now, length, cancellationToken);
        return loop.Totals().Ok / (Environment.CpuUsage.TotalTime - used).TotalSeconds;
    }

    public void Dispose()
    {
        _client.Dispose();
        _history.Dispose();
        _folder.Delete(recursive: true);
    }

    private ValueTask<Metering.Completion> SendAsync()
    {
        var number = Interlocked.Increment(ref _sent);
        return _workload.ExecuteAsync(_operations[number % _operations.Length], number, MonotonicClock.Now);
    }

    private static ReplicaSet Serving(IPEndPoint target)
    {
        var replicas = new ReplicaSet(["bare"], (_, _) => Task.FromResult(true));
        replicas.Apply(
            new InstanceState(
                "bare", "bare", ProcessIdentity.Own.Pid, ProcessIdentity.Own.StartTicks, InstanceStates.Running, $"http://{target}",
                ExitCode: null, MonotonicClock.Now),
            CancellationToken.None);
        return replicas;
    }
}
