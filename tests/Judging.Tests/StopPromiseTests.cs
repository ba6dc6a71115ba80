using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Stop;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class StopPromiseTests
{
    private static readonly StopPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() =>
        Assert.Equal(1, Stopped(FaultKinds.Stop).Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + 9).Injected(Promise));

    [Theory]
    [InlineData(FaultKinds.Stop, 11.0, true)]
    [InlineData(FaultKinds.Replace, 11.0, true)]
    [InlineData(FaultKinds.ScaleIn, 11.0, true)]
    [InlineData(FaultKinds.Terminate, 11.0, false)]
    [InlineData(FaultKinds.Kill, 11.0, false)]
    [InlineData(FaultKinds.Stop, 11.9, false)]
    [InlineData(FaultKinds.Stop, 9.9, false)]
    public void Only_within_the_drain_window_of_a_graceful_stop_a_failure_breaks_the_promise(string kind, double at, bool broken) =>
        Assert.Equal(broken, Failed(Stopped(kind), at).Broken(Promise).Any());

    [Theory]
    [InlineData(4, 0, false, false)]
    [InlineData(4, 1, false, true)]
    [InlineData(4, -1, true, true)]
    [InlineData(8, 0, false, true)]
    [InlineData(8, -1, false, true)]
    [InlineData(8, 0, true, false)]
    [InlineData(8, -1, true, false)]
    [InlineData(8, 137, true, false)]
    [InlineData(8, 1, true, true)]
    public void A_stop_that_took_long_and_was_ended_by_force_for_it_is_judged_where_the_machine_kept_time(
        int seconds, int exitCode, bool starved, bool broken)
    {
        var run = new RecordBuilder().Fault(
            FaultKinds.Stop, "api", 10 * Second, 30 * Second, "api-a", took: seconds * Second, exitCode: exitCode);
        foreach (var at in Enumerable.Range(0, 4000))
        {
            run.Add(OperationKind.Visit, "page", at * Second / 100, at * Second / 100, attempt => attempt with { Due = attempt.Start });
        }

        run = starved ? run.Happened(new(RunEventType.Starved, 25 * Second) { AskedAt = 1 * Second }) : run;
        Assert.Equal(broken, run.Broken(Promise).Any());
    }

    [Fact]
    public void Another_fault_at_the_time_may_have_failed_the_request() =>
        Assert.Empty(Failed(Stopped(FaultKinds.Stop).Fault(FaultKinds.Kill, "redis", 10 * Second, 12 * Second, pid: 5), 11)
            .Broken(Promise));

    [Fact]
    public void A_request_that_was_slow_before_the_stop_began_is_not_judged_by_it() =>
        Assert.Empty(Stopped(FaultKinds.Stop).Add(OperationKind.Visit, "page", 9 * Second, 11 * Second, Lost).Broken(Promise));

    [Fact]
    public void What_failed_everywhere_was_not_failed_by_the_stop() =>
        Assert.Empty(Failed(Stopped(FaultKinds.Stop), 11)
            .Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + 9, attempt => Refused(attempt, 503), replica: B)
            .Broken(Promise));

    [Fact]
    public void A_request_whose_failure_would_have_been_excused_is_no_evidence()
    {
        var run = Stopped(FaultKinds.Stop).Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + 9);
        Assert.Equal(1, run.Count(Promise, Evidence.RequestsWhileStopping));
        run.Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + 9, attempt => Refused(attempt, 503), replica: B);
        Assert.Equal(0, run.Count(Promise, Evidence.RequestsWhileStopping));
    }

    [Fact]
    public void A_fault_that_failed_half_way_may_have_failed_any_request() =>
        Assert.Empty(Failed(Stopped(FaultKinds.Stop).Happened(new(RunEventType.Failed, 20 * Second) { Kind = FaultKinds.Kill }), 11)
            .Broken(Promise));

    [Fact]
    public void A_fault_after_which_the_system_did_not_serve_excuses_nothing_else() =>
        Assert.NotEmpty(
            Failed(Stopped(FaultKinds.Stop).Happened(new(RunEventType.Failed, 20 * Second) { Id = "f9", Kind = FaultKinds.Kill }), 11)
            .Broken(Promise));

    [Fact]
    public void What_the_contract_refuses_and_what_was_hung_up_is_no_failure_of_a_stop() =>
        Assert.Empty(Stopped(FaultKinds.Stop)
            .Add(OperationKind.PlaceOrder, "S0", 11 * Second, (11 * Second) + 9, attempt => Refused(attempt, 409))
            .Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + 9, attempt => Lost(attempt) with { Status = Attempt.HungUp })
            .Broken(Promise));

    [Fact]
    public void One_that_stops_may_say_that_it_is_not_ready() =>
        Assert.Empty(Stopped(FaultKinds.Stop)
            .Add(OperationKind.ReadReadiness, "readiness", 11 * Second, (11 * Second) + 9, attempt => Refused(attempt, 503))
            .Broken(Promise));

    [Theory]
    [InlineData((int)OperationKind.ReadReadiness)]
    [InlineData((int)OperationKind.ReadLiveness)]
    public void One_that_stops_and_lets_a_probe_go_unanswered_in_its_drain_window_is_found(int probe) => Assert.NotEmpty(
        Stopped(FaultKinds.Stop).Add((OperationKind)probe, "probes", 11 * Second, (11 * Second) + 9, Lost).Broken(Promise));

    [Fact]
    public void A_knock_at_the_endpoint_that_fails_while_a_replica_stops_is_found() =>
        Assert.NotEmpty(Stopped(FaultKinds.Stop)
            .Add(OperationKind.Knock, "page", (10 * Second) + 9, 11 * Second, Lost, replica: "endpoint/0/0")
            .Broken(Promise));

    [Fact]
    public void A_knock_that_another_replica_could_not_serve_was_not_failed_by_the_stop() =>
        Assert.Empty(Stopped(FaultKinds.Stop)
            .Add(OperationKind.Knock, "page", (10 * Second) + 9, 11 * Second, attempt => Refused(attempt, 503), replica: B)
            .Broken(Promise));

    [Fact]
    public void A_knock_that_the_proxy_may_have_kept_for_a_replica_that_was_starting_was_not_failed_by_the_stop() =>
        Assert.Empty(Stopped(FaultKinds.Stop)
            .Fault(FaultKinds.Stop, "api", 8 * Second, (10 * Second) + (Second / 2), "api-b", pid: 7)
            .Add(OperationKind.Knock, "page", (10 * Second) + 9, 11 * Second, Lost, replica: "endpoint/0/0")
            .Broken(Promise));

    private static RecordBuilder Stopped(string kind) => new RecordBuilder().Fault(kind, "api", 10 * Second, 14 * Second, "api-a");

    private static RecordBuilder Failed(RecordBuilder run, double at) =>
        run.Add(OperationKind.Visit, "page", (long)(at * Second), (long)(at * Second) + 9, Lost);
}
