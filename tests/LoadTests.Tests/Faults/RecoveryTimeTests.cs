using System.Collections.Concurrent;
using AspireStateless.Control;
using AspireStateless.LoadTests.Tests.Fakes;

namespace AspireStateless.LoadTests.Tests.Faults;

/// <summary>Recovery times of targets that serve again a known time after their cure, and hang until then.</summary>
public sealed class RecoveryTimeTests : IAsyncLifetime
{
    private static readonly long ReadyAfter = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(700));
    private static readonly long Tolerance = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(250));

    // As long as the harness waits for an answer about readiness.
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Uri, long> _firstAsked = new();
    private FaultScene _scene = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await FaultScene.StartAsync(IsReadyAsync);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("api")]
    [InlineData("redis")]
    public async Task A_recovery_is_within_250_ms_of_the_truth_though_whoever_is_asked_hangs(string resource)
    {
        var errors = new List<long>();
        // A busy machine adds to it, and nothing takes away from it: one of a few tells what the harness itself is wrong by.
        while (errors.Count < 3 && !errors.Exists(error => error <= Tolerance))
        {
            await _scene.Runner().RunAsync([FaultScene.Fault(FaultKinds.Kill, resource)], MonotonicClock.Now, Cancelled);
            var fault = _scene.Record.Faults[^1];
            var truth = ReadyAfter + (resource == "redis" ? _scene.System.Store.UpSince : _firstAsked[_scene.Replicas.ServingAt(0)!.Url]);
            Assert.True(fault.Recovered!.At >= truth, "it was said to serve before it did");
            errors.Add(fault.Recovered.At - truth);
        }

        Assert.InRange(errors.Min(), 0, Tolerance);
    }

    private async Task<bool> IsReadyAsync(FakeSystem system, Uri replica, CancellationToken cancellationToken)
    {
        var now = MonotonicClock.Now;
        var isReady = now >= _firstAsked.GetOrAdd(replica, now) + ReadyAfter
            && system.Store.IsUp && now >= system.Store.UpSince + ReadyAfter;
        if (!isReady)
        {
            await Task.Delay(Hangs, cancellationToken);
        }

        return isReady;
    }
}
