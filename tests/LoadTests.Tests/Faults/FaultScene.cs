using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.Tests.Fakes;

namespace AspireStateless.LoadTests.Tests.Faults;

/// <summary>Two replicas of a faked system that serve, and whatever a run has to break them.</summary>
internal sealed class FaultScene : IAsyncDisposable
{
    private const string Run = "faults00";
    private readonly ControlClient _control;
    private readonly string _path;
    private readonly RunEventLog _log;
    private readonly StateFollower _follower;

    private FaultScene(FakeSystem system, Func<Uri, CancellationToken, Task<bool>> isReady)
    {
        System = system;
        var address = AppHostAddress.TryRead(system.AddressFile)!;
        _control = new ControlClient(address.ControlUrl, address.Token);
        _path = Path.Combine(system.NewFolder(), "faults.jsonl");
        _log = new RunEventLog(_path);
        Replicas = new ReplicaSet([.. system.Instances().Select(instance => instance.Instance)], isReady);
        _follower = new StateFollower(_control, Run, Replicas, _log);
    }

    public FakeSystem System { get; }

    public ReplicaSet Replicas { get; }

    /// <summary>What the run's events say so far.</summary>
    public FaultRecord Record => FaultRecord.Of(RunEventLog.Read(_path));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<FaultScene> StartAsync(Func<FakeSystem, Uri, CancellationToken, Task<bool>> isReady)
    {
        var system = await FakeSystem.StartAsync(replicas: 2);
        var scene = new FaultScene(system, (replica, cancelled) => isReady(system, replica, cancelled));
        try
        {
            scene._follower.Start();
            await scene.Replicas.WaitUntilAsync(serving => serving.Length == 2, Timeout.InfiniteTimeSpan, Cancelled);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    public FaultRunner Runner(Func<LoadTotals>? totals = null, TrafficProgress? progress = null) =>
        new(_control, Replicas, _log, Run, totals, progress);

    public static PlannedFault Fault(string kind, string resource, int index = 0) =>
        new(At: 0, kind, resource, index, MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(100)));

    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync();
        _log.Dispose();
        _control.Dispose();
        await System.DisposeAsync();
    }
}
