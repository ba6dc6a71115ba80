using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.StoresDown;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class StoresDownPromiseTests
{
    private static readonly StoresDownPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(4, Down(FaultKinds.Kill).Injected(Promise));

    [Fact]
    public void A_request_that_takes_too_long_is_found() =>
        Assert.NotEmpty(Down(FaultKinds.Kill).Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + (8 * Second / 5), Unavailable)
            .Broken(Promise));

    [Fact]
    public void A_time_in_which_the_harness_stood_still_does_not_count()
    {
        var run = Down(FaultKinds.Kill);
        for (var i = 0; i < 2000; i++)
        {
            // Nothing between 11.1 and 12.5 s.
            var start = (5 * Second) + (i * Second / 200);
            if (start < (11 * Second) + (Second / 10) || start > (12 * Second) + (Second / 2))
            {
                run.Add(OperationKind.ReadProduct, "K0", start, start + 9);
            }
        }

        Assert.Empty(run.Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + (8 * Second / 5), Unavailable).Broken(Promise));
    }

    [Fact]
    public void A_time_in_which_programs_stood_in_line_for_a_processor_does_not_count() => Assert.Empty(
        Down(FaultKinds.Kill).Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + (8 * Second / 5), Unavailable)
            .Happened(new(RunEventType.Starved, 12 * Second) { AskedAt = (11 * Second) + (Second / 2) })
            .Broken(Promise));

    [Fact]
    public void A_deadline_that_passed_while_the_machine_had_no_time_blames_nobody()
    {
        var run = InVain(Down(FaultKinds.Kill));
        Assert.NotEmpty(run.Broken(Promise));
        run.Add(OperationKind.ReadProduct, "K0", 11 * Second, (11 * Second) + 9, sent => sent with { Due = sent.Start - (Second / 10) });
        Assert.Empty(run.Broken(Promise));
    }

    [Fact]
    public void Answers_prove_nothing_where_a_failure_is_excused()
    {
        var run = Down(FaultKinds.Kill).Add(OperationKind.ReadProduct, "K0", 11 * Second, (11 * Second) + 9);
        Assert.NotEqual(0, run.Count(Promise, Evidence.ServedDuringOutage));
        run.Add(OperationKind.ReadProduct, "K0", 12 * Second, (12 * Second) + 9, sent => sent with { Due = 2 * Second });
        run.Add(OperationKind.ReadProduct, "K0", 12 * Second, (12 * Second) + 9, Unavailable);
        Assert.Empty(run.Broken(Promise));
        Assert.Equal(0, run.Count(Promise, Evidence.ServedDuringOutage));
    }

    [Fact]
    public void A_request_that_is_served_without_the_store_that_it_needs_is_found() =>
        Assert.NotEmpty(Down(FaultKinds.Pause).Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + 9).Broken(Promise));

    [Theory]
    [InlineData(FaultKinds.Kill)]
    [InlineData(FaultKinds.Pause)]
    [InlineData(FaultKinds.Refuse)]
    public void A_replica_that_says_that_it_is_ready_while_a_store_is_away_is_found(string kind)
    {
        Assert.NotEmpty(Down(kind).Add(OperationKind.ReadReadiness, "readiness", 11 * Second, (11 * Second) + 9).Broken(Promise));
        Assert.Empty(Down(kind).Add(OperationKind.ReadReadiness, "readiness", 11 * Second, 13 * Second, Unavailable).Broken(Promise));
    }

    [Fact]
    public void A_store_that_is_a_replica_may_answer_those_who_read_and_nobody_else_waits_or_fails_for_it()
    {
        Assert.Empty(Down(FaultKinds.Demote)
            .Add(OperationKind.ReadVisits, "page", 11 * Second, (11 * Second) + 9)
            .Add(OperationKind.ReadReadiness, "readiness", 11 * Second, (11 * Second) + 9)
            .Broken(Promise));
        Assert.NotEmpty(Down(FaultKinds.Demote)
            .Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + 9, attempt => Refused(attempt, 500)).Broken(Promise));
        Assert.NotEmpty(InVain(Down(FaultKinds.Demote)).Broken(Promise));
        Assert.NotEmpty(Down(FaultKinds.Demote).Add(OperationKind.Visit, "page", 19 * Second, (19 * Second) + 9, Unavailable)
            .Broken(Promise));
    }

    [Fact]
    public void A_record_that_nobody_can_read_is_no_outage_and_excuses_nothing()
    {
        var run = new RecordBuilder().Fault(FaultKinds.Poison, "postgres", 10 * Second, 20 * Second);
        Assert.Empty(run.Add(OperationKind.Visit, "page", 14 * Second, (14 * Second) + 9).Broken(Promise));
        Assert.Equal(0, run.Count(Promise, Evidence.Outages));
        Assert.NotEmpty(run.Add(OperationKind.Visit, "page", 15 * Second, (15 * Second) + 9, Unavailable).Broken(Promise));
    }

    [Theory]
    [InlineData(FaultKinds.Demote, 1)]
    [InlineData(FaultKinds.Refuse, 1)]
    // Perhaps the store itself did not come back.
    [InlineData(FaultKinds.Kill, 0)]
    public void A_service_that_is_not_back_when_nobody_waits_any_longer_is_found(string kind, int broken)
    {
        var run = Down(kind);
        var outage = run.Build().Faults.Faults.Single().Fault;
        run.Happened(outage with { Type = RunEventType.Failed, At = 60 * Second, Note = "it did not serve again within 30 s of its cure" });
        Assert.Equal(broken, run.Broken(Promise).Count());
    }

    [Fact]
    public void A_replica_that_ends_by_itself_is_found()
    {
        var run = Down(FaultKinds.Kill).Happened(State(5, "Running"));
        Assert.Equal(5, run.Injected(Promise));
        Assert.Contains("api-a ended", Assert.Single(run.Happened(State(12, "Finished")).Broken(Promise)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_replica_that_ended_by_itself_is_shown_with_what_it_was_before_and_when_it_ended()
    {
        var run = Down(FaultKinds.Kill).Happened(State(5, "Running")).Happened(State(12, "Finished")).Build();
        var shown = Witness.Of(run.History, Assert.Single(Promise.Judge(run).Violations));
        Assert.Equal([(5 * Second, "Running"), (12 * Second, "Finished")], shown.Select(witness => (witness.Start, witness.Answer)));
        Assert.All(shown, witness => Assert.StartsWith("api-a", witness.Process, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Stopping", 11)]
    [InlineData("Running", 16)]
    public void A_replica_that_ends_because_it_was_told_to_is_not(string before, int ends) =>
        Assert.Empty(Down(FaultKinds.Kill)
            .Fault(FaultKinds.Kill, "api", 15 * Second, 17 * Second, "api-a")
            .Happened(State(5, "Running"))
            .Happened(State(10, before))
            .Happened(State(ends, "Finished"))
            .Broken(Promise));

    [Fact]
    public void What_ends_after_the_traffic_ends_for_the_last_look() =>
        Assert.Empty(Down(FaultKinds.Kill)
            .Happened(State(5, "Running"))
            .Happened(new RunEvent(RunEventType.TrafficEnded, 30 * Second))
            .Happened(State(31, "Finished"))
            .Broken(Promise));

    [Fact]
    public void What_does_not_need_the_store_has_to_be_served() =>
        Assert.NotEmpty(InVain(Down(FaultKinds.Kill)).Broken(Promise));

    [Theory]
    [InlineData(FaultKinds.ExhaustPool)]
    [InlineData(FaultKinds.KillBackend)]
    [InlineData(FaultKinds.FlushProducts)]
    public void What_leaves_the_store_there_is_no_outage_and_excuses_what_fails_meanwhile(string kind) =>
        Assert.Empty(Down(FaultKinds.Kill)
            .Fault(kind, "postgres", 30 * Second, 32 * Second, pid: 9)
            .Add(OperationKind.ReadProduct, "K0", 31 * Second, (31 * Second) + 9, Unavailable)
            .Broken(Promise));

    [Fact]
    public void A_cart_that_an_order_may_hold_is_settled_with_Postgres_and_any_other_is_served_without()
    {
        Assert.Empty(ReadOfACart(orderEnds: 12 * Second, Unavailable));
        Assert.Empty(ReadOfACart(orderEnds: 2 * Second, Unavailable));
        Assert.NotEmpty(ReadOfACart(orderEnds: 2 * Second, answer => answer));
        Assert.NotEmpty(ReadOfACart(orderEnds: null, answer => answer));
    }

    [Fact]
    public void Another_fault_at_the_time_may_be_why() =>
        Assert.Empty(InVain(Down(FaultKinds.Kill)).Fault(FaultKinds.Blackhole, "postgres", 11 * Second, 12 * Second, pid: 9)
            .Broken(Promise));

    [Theory]
    [InlineData("api-a", false)]
    [InlineData("api-b", true)]
    public void What_is_done_to_another_replica_excuses_nobody(string killed, bool broken) => Assert.Equal(
        broken,
        InVain(Down(FaultKinds.Kill)).Fault(FaultKinds.Kill, "api", 11 * Second, 12 * Second, killed, pid: 9).Broken(Promise).Any());

    [Fact]
    public void One_request_that_is_refused_in_vain_may_have_met_a_moment_of_the_machine() => Assert.Empty(
        Down(FaultKinds.Kill).Add(OperationKind.ReadProduct, "K0", 11 * Second, (11 * Second) + 9, Unavailable).Broken(Promise));

    [Fact]
    public void A_request_that_began_before_the_outage_or_met_its_end_may_be_answered_either_way() =>
        Assert.Empty(Down(FaultKinds.Kill)
            .Add(OperationKind.Visit, "page", 10 * Second, (10 * Second) + 9, Lost)
            .Add(OperationKind.Visit, "page", (14 * Second) - 20, (14 * Second) + 9)
            .Add(OperationKind.Visit, "page", (14 * Second) - 20, (14 * Second) + 9, Lost)
            .Broken(Promise));

    [Fact]
    public void A_request_whose_record_was_cut_off_took_nobody_knows_how_long() =>
        Assert.Empty(Down(FaultKinds.Kill).Add(OperationKind.Visit, "page", 11 * Second, Attempt.Open, Lost).Broken(Promise));

    [Fact]
    public void What_meets_the_end_of_an_outage_is_no_evidence() =>
        Assert.Equal((1, 1, 2), (Count(Evidence.Outages), Count(Evidence.RequestsDuringOutage), Count(Evidence.ServedDuringOutage)));

    /// <summary>It is refused at 11 and at 12 s, while Postgres is away.</summary>
    private static IEnumerable<string> ReadOfACart(long? orderEnds, Func<Attempt, Attempt> order)
    {
        var run = new RecordBuilder()
            .Fault(FaultKinds.Kill, "postgres", 10 * Second, 14 * Second)
            .Add(OperationKind.ReadCart, "cart", 11 * Second, (11 * Second) + 9, Unavailable)
            .Add(OperationKind.ReadCart, "cart", 12 * Second, (12 * Second) + 9, Unavailable);
        return (orderEnds is { } end ? run.Add(OperationKind.BuyCart, "cart", Second, end, order) : run).Broken(Promise);
    }

    private static long Count(Evidence kind) => Down(FaultKinds.Kill)
        .Add(OperationKind.Visit, "page", (14 * Second) - 20, (14 * Second) + 9)
        .Count(Promise, kind);

    /// <summary>Redis is away from 10 to 14 s; one request meets it, two do not need it, one comes long after it.</summary>
    private static RecordBuilder Down(string kind) => new RecordBuilder()
        .Fault(kind, "redis", 10 * Second, 14 * Second)
        .Add(OperationKind.Visit, "page", 11 * Second, (11 * Second) + 9, Unavailable)
        .Add(OperationKind.ReadProduct, "K0", 11 * Second, (11 * Second) + 9)
        .Add(OperationKind.ReadProduct, "K0", 12 * Second, (12 * Second) + 9)
        .Add(OperationKind.Visit, "page", 20 * Second, (20 * Second) + 9);

    /// <summary>Twice, what does not need the store is refused.</summary>
    private static RecordBuilder InVain(RecordBuilder run) => run
        .Add(OperationKind.ReadProduct, "K0", 11 * Second, (11 * Second) + 9, Unavailable)
        .Add(OperationKind.ReadProduct, "K0", 12 * Second, (12 * Second) + 9, Unavailable);

    private static RunEvent State(int second, string state) =>
        new(RunEventType.State, second * Second) { Resource = "api", Instance = "api-a", Pid = 1, StartTicks = 1, State = state };

    private static Attempt Unavailable(Attempt attempt) => Refused(attempt, 503);
}
