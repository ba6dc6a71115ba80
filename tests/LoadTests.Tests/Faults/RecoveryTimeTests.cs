using System.Collections.Concurrent;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.Tests.Fakes;
using Xunit;

namespace AspireStateless.LoadTests.Tests.Faults;

/// <summary>Recovery times of targets that serve again a known time after their cure, and hang until then.</summary>
public sealed class RecoveryTimeTests : IAsyncLifetime
{
    private const string Run = "recover0";
    private static readonly long ReadyAfter = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(700));
    private static readonly long Tolerance = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(250));

    // As long as the harness waits for an answer about readiness.
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Uri, long> _firstAsked = new();
    private FakeSystem _system = null!;
    private ControlClient _control = null!;
    private RunEventLog _log = null!;
    private StateFollower _follower = null!;
    private ReplicaSet _replicas = null!;
    private string _path = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _system = await FakeSystem.StartAsync(replicas: 2);
        var address = AppHostAddress.TryRead(_system.AddressFile)!;
        _control = new ControlClient(address.ControlUrl, address.Token);
        _path = Path.Combine(_system.NewFolder(), "faults.jsonl");
        _log = new RunEventLog(_path);
        _replicas = new ReplicaSet([.. _system.Instances().Select(instance => instance.Instance)], IsReadyAsync);
        _follower = new StateFollower(_control, Run, _replicas, _log);
        _follower.Start();
        await _replicas.WaitUntilAsync(serving => serving.Length == 2, Timeout.InfiniteTimeSpan, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync();
        _log.Dispose();
        _control.Dispose();
        await _system.DisposeAsync();
    }

    [Theory]
    [InlineData("api")]
    [InlineData("redis")]
    public async Task A_recovery_is_within_250_ms_of_the_truth_though_whoever_is_asked_hangs(string resource)
    {
        var errors = new List<long>();
        // A busy machine adds to it, and nothing takes away from it: one of a few tells what the harness itself is wrong by.
        while (errors.Count < 3 && !errors.Exists(error => error <= Tolerance))
        {
            var runner = new FaultRunner(_control, _replicas, _log, Run);
            await runner.RunAsync([new PlannedFault(At: 0, FaultKinds.Kill, resource, 0, Lasts: MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(100)))], MonotonicClock.Now, Cancelled);
            var fault = FaultRecord.Of(RunEventLog.Read(_path)).Faults[^1];
            long truth = ReadyAfter + (resource == "redis" ? _system.Store.UpSince : _firstAsked[_replicas.ServingAt(0)!.Url]);
            Assert.True(fault.Recovered!.At >= truth, "it was said to serve before it did");
            errors.Add(fault.Recovered.At - truth);
        }

        Assert.InRange(errors.Min(), 0, Tolerance);
    }

    private async Task<bool> IsReadyAsync(Uri replica, CancellationToken cancellationToken)
    {
        long now = MonotonicClock.Now;
        bool isReady = now >= _firstAsked.GetOrAdd(replica, now) + ReadyAfter
            && _system.Store.IsUp && now >= _system.Store.UpSince + ReadyAfter;
        if (!isReady)
        {
            await Task.Delay(Hangs, cancellationToken);
        }

        return isReady;
    }
}
