using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Tests.Faults;

public sealed class FaultRunnerTests : IAsyncLifetime
{
    private readonly TrafficProgress _progress = new();
    private FaultScene _scene = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await FaultScene.StartAsync((_, _, _) => Task.FromResult(true));

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_last_serving_replica_is_never_taken_away()
    {
        var faults = await CarryOutAsync(
            FaultScene.Fault(FaultKinds.Kill, "api", index: 0), FaultScene.Fault(FaultKinds.Kill, "api", index: 1));

        Assert.Equal(2, faults.Count);
        Assert.True(faults[0].Recovered!.At <= faults[1].AskedAt);
    }

    [Fact]
    public async Task A_store_is_back_before_the_next_is_taken_away()
    {
        var faults = await CarryOutAsync(FaultScene.Fault(FaultKinds.Kill, "redis"), FaultScene.Fault(FaultKinds.Terminate, "redis"));

        Assert.Equal(2, faults.Count);
        Assert.True(faults[0].Recovered!.At <= faults[1].AskedAt);
        Assert.NotNull(faults[0].RecoveryMs);
    }

    [Fact]
    public async Task Of_faults_of_stores_that_wait_for_one_to_end_the_kill_comes_first()
    {
        var faults = await CarryOutAsync(
            FaultScene.Fault(FaultKinds.Pause, "redis"),
            FaultScene.Fault(FaultKinds.Terminate, "redis") with { At = 1 },
            FaultScene.Fault(FaultKinds.Kill, "redis") with { At = 2 });

        Assert.Equal([FaultKinds.Pause, FaultKinds.Kill, FaultKinds.Terminate], faults.Select(fault => fault.Kind));
    }

    [Fact]
    public async Task What_is_to_be_alone_begins_when_all_else_is_over_and_nothing_begins_beside_it()
    {
        var faults = await CarryOutAsync(
            FaultScene.Fault(FaultKinds.Kill, "redis"),
            FaultScene.Fault(FaultKinds.Stop, "api", index: 0) with { At = 1, Alone = true },
            FaultScene.Fault(FaultKinds.Kill, "api", index: 1) with { At = 2 });

        Assert.Equal([FaultKinds.Kill, FaultKinds.Stop, FaultKinds.Kill], faults.Select(fault => fault.Kind));
        Assert.True(faults[0].Recovered!.At + MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1)) <= faults[1].AskedAt);
        Assert.True(faults[1].Recovered!.At <= faults[2].AskedAt);
    }

    [Fact]
    public async Task Nothing_begins_in_the_quiet_after_what_is_to_be_alone()
    {
        var quiet = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(300));
        var faults = await CarryOutAsync(
            FaultScene.Fault(FaultKinds.Kill, "redis") with { Alone = true, QuietAfter = quiet },
            FaultScene.Fault(FaultKinds.Kill, "api", index: 1) with { At = 1 });

        Assert.Equal(["redis", "api"], faults.Select(fault => fault.Fault.Resource));
        Assert.True(faults[0].Recovered!.At + quiet <= faults[1].AskedAt);
    }

    [Fact]
    public async Task The_quiet_ends_with_the_traffic()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var running = Runner().RunAsync(
            [FaultScene.Fault(FaultKinds.Kill, "redis") with
            {
                Alone = true,
                QuietAfter = MonotonicClock.Nanoseconds(TimeSpan.FromMinutes(5)),
            }],
            MonotonicClock.Now,
            end.Token);
        while (!Realised().Any(fault => fault.Recovered is not null))
        {
            await Task.Delay(10, Cancelled);
        }

        Assert.False(running.IsCompleted);
        await end.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_kill_again_kills_the_process_that_the_cure_of_a_kill_has_just_started()
    {
        var faults = await CarryOutAsync(FaultScene.Fault(FaultTraits.KillAgain, "api", index: 0));

        Assert.Equal([FaultKinds.Kill, FaultTraits.KillAgain], faults.Select(fault => fault.Kind));
        Assert.Equal(faults[0].NewProcess!.Pid, faults[1].Evidence!.Pid);
        Assert.InRange(faults[1].AskedAt - faults[0].Cure!.At, 0, MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1)));
        Assert.All(faults, fault => Assert.True(fault.IsConfirmed));
    }

    [Fact]
    public async Task A_fault_waits_for_its_trigger_and_is_skipped_where_that_never_comes()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var trigger = new FaultTrigger { Kind = OperationKind.Visit, Acknowledged = 1 };
        var never = new FaultTrigger { WhileAnswerIsHeld = true };
        var running = Runner().RunAsync(
            [FaultScene.Fault(FaultKinds.Kill, "redis") with { Trigger = trigger }, FaultScene.Fault(
                FaultKinds.Kill, "api") with { Trigger = never }],
            MonotonicClock.Now,
            end.Token);
        _progress.Add(OperationKind.Visit, Outcome.Ok);
        while (Realised().Count == 0)
        {
            await Task.Delay(10, Cancelled);
        }

        await end.CancelAsync();
        await running;

        Assert.Equal("redis", Assert.Single(Realised()).Fault.Resource);
    }

    [Fact]
    public async Task A_fault_for_whoever_leads_is_aimed_when_its_time_has_come()
    {
        var leader = _scene.Replicas.Name(1);
        _progress.Leader = leader;

        var fault = Assert.Single(await CarryOutAsync(FaultScene.Fault(FaultKinds.Kill, "api", index: 0) with
        {
            Trigger = new FaultTrigger { WhileItLeads = true, WhoeverLeads = true },
        }));

        Assert.Equal(leader, fault.Fault.Instance);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(int.MaxValue, 0)]
    public async Task A_fault_that_is_refused_is_asked_for_again_for_a_while_and_fails_no_run(int refusals, int realised)
    {
        _scene.System.Refusals = refusals;

        var faults = await CarryOutAsync(FaultScene.Fault(FaultKinds.Kill, "redis"));

        Assert.Equal(realised, faults.Count);
        Assert.Empty(_scene.Record.Failed);
        Assert.Equal(1 - realised, _scene.Record.Events.Count(line => line.Type == RunEventType.Refused));
    }

    [Fact]
    public async Task No_more_faults_are_injected_when_too_many_outcomes_are_unknown()
    {
        await _scene.Runner(UnknownTotals)
            .RunAsync(
            [FaultScene.Fault(FaultKinds.Kill, "redis") with { At = MonotonicClock.Nanoseconds(TimeSpan.FromMinutes(5)) }],
            MonotonicClock.Now, Cancelled);

        Assert.Contains("unknown outcome", _scene.Record.Aborted, StringComparison.Ordinal);
        Assert.Empty(Realised());
    }

    private static LoadTotals UnknownTotals()
    {
        var lane = new InFlightSlot();
        for (var i = 0; i < 1000; i++)
        {
            lane.Record(new TrafficSample(
                Due: 0, Sent: 1, Done: 2, i % 3 == 0 ? Outcome.Unknown : Outcome.Ok, Replica: null));
        }

        var totals = new LoadTotals(Planned: 1000, Due: 1000, Shed: 0);
        totals.Add(lane);
        return totals;
    }

    private async Task<IReadOnlyList<RealisedFault>> CarryOutAsync(params PlannedFault[] faults)
    {
        await Runner().RunAsync(faults, MonotonicClock.Now, Cancelled);
        return [.. Realised().OrderBy(fault => fault.AskedAt)];
    }

    private FaultRunner Runner() => _scene.Runner(totals: null, _progress);

    private IReadOnlyList<RealisedFault> Realised() => _scene.Record.Faults;
}
