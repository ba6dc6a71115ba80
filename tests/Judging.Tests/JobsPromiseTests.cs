using AspireStateless.Control;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Jobs;
using AspireStateless.Judging.Verdicts;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class JobsPromiseTests
{
    private const string Ticks = "ticks";
    private static readonly JobsPromise Promise = new();

    [Fact]
    public void Every_injected_violation_is_found() => Assert.Equal(4, Read(1, 2, 3, 4).Injected(Promise));

    [Fact]
    public void Every_injected_violation_is_found_where_the_last_tick_has_a_new_leader() =>
        Assert.Equal(4, Tick(Read(1, 2, 3), answer: 2, number: 4, token: 9).Injected(Promise));

    [Fact]
    public void A_tick_that_is_missing_is_found() => Assert.NotEmpty(Read(1, 2, 4).Broken(Promise));

    [Fact]
    public void A_tick_of_a_leader_that_had_been_replaced_is_found() =>
        Assert.NotEmpty(Tick(Tick(Read(1, 2), 2, 3, token: 2), 2, 4, token: 1).Broken(Promise));

    [Fact]
    public void A_tick_that_is_not_in_the_final_list_is_found()
    {
        Assert.Empty(Ended(Read(1, 2, 3), 1, 2, 3).Broken(Promise));
        Assert.NotEmpty(Ended(Read(1, 2, 3), 1, 2).Broken(Promise));
    }

    [Fact]
    public void More_ticks_than_time_has_room_for_are_found()
    {
        Assert.Empty(Late(Read(1, 2, 3), seconds: 3, 4, 5, 6).Broken(Promise));
        Assert.NotEmpty(Late(Read(1, 2, 3), seconds: 1, 4, 5, 6).Broken(Promise));
    }

    [Fact]
    public void Two_answers_recorded_at_once_do_not_hide_what_there_was_from_the_start() =>
        Assert.Empty(Late(
            Tick(Tick(Tick(Listed(), 1, 1), answer: 2, 1), 1, 2).Add(OperationKind.ListTicks, Ticks, 15, 16), seconds: 1, 3, 4)
            .Broken(Promise));

    [Theory]
    [InlineData(4, false)]
    [InlineData(9, true)]
    public void A_job_that_does_not_tick_on_is_found(int seconds, bool broken) =>
        Assert.Equal(broken, Still(Read(1, 2, 3), seconds).Broken(Promise).Any());

    [Theory]
    [InlineData("redis", FaultKinds.Pause, false)]
    [InlineData("postgres", FaultKinds.Kill, false)]
    [InlineData("api", FaultKinds.Starve, false)]
    // Whoever led is followed.
    [InlineData("api", FaultKinds.Kill, true)]
    [InlineData("api", FaultKinds.Pause, true)]
    public void A_store_that_is_away_keeps_it_from_that_and_a_leader_that_is_gone_only_until_its_lease_ends(
        string resource, string kind, bool broken) =>
        Assert.Equal(broken, Still(Read(1, 2, 3).Fault(kind, resource, 1 * Second, 9 * Second), 10).Broken(Promise).Any());

    [Fact]
    public void What_is_sent_again_while_a_store_is_away_is_not_late() => Assert.NotEmpty(
        Enumerable.Range(1, 40).Aggregate(Still(Read(1, 2, 3), 9), (run, number) => run.Add(
            OperationKind.Visit, "page", number * Second / 5, (number * Second / 5) + 9, attempt => attempt with
            {
                Due = Second / 5,
                Number = (ushort)number,
            })).Broken(Promise));

    [Fact]
    public void What_waits_for_its_own_client_beside_others_that_are_in_time_is_not_late() => Assert.NotEmpty(
        Enumerable.Range(1, 80).Aggregate(Still(Read(1, 2, 3), 9), (run, number) => run
            .Add(OperationKind.Visit, "page", number * Second / 10, (number * Second / 10) + 9, attempt => attempt with
            {
                Due = number * Second / 10,
            })
            .Add(OperationKind.ChangeCart, "cart", (number * Second / 10) + 1, (number * Second / 10) + 9, attempt => attempt with
            {
                Due = (number * Second / 10) - (Second / 20),
            })).Broken(Promise));

    [Fact]
    public void Time_that_a_fault_and_the_machine_both_took_does_not_count_once() => Assert.NotEmpty(
        Still(Read(1, 2, 3).Fault(FaultKinds.Pause, "redis", 1 * Second, 3 * Second), 8)
            .Add(OperationKind.Visit, "page", 22 * Second / 10, 23 * Second / 10, attempt => attempt with { Due = 1 * Second })
            .Add(OperationKind.Visit, "page", 30 * Second, 31 * Second, attempt => attempt with { Due = 30 * Second })
            .Broken(Promise));

    [Fact]
    public void A_job_that_stopped_for_good_is_injected_where_there_is_time_for_it() =>
        Assert.Equal(5, Tick(Still(Read(1, 2, 3), 4), answer: 2, number: 4, at: 8 * Second)
            .Add(OperationKind.ListTicks, Ticks, 8 * Second, (8 * Second) + 9, attempt => attempt with { Argument = 3, Value = 1 })
            .Injected(Promise));

    [Fact]
    public void Changes_of_the_leader_are_those_of_who_wrote()
    {
        var run = Listed();
        foreach (var (number, writer) in new[] { (1, "a"), (2, "a"), (3, "b"), (4, "a") })
        {
            Tick(run, answer: 1, number, token: 0, writer: writer);
        }

        Assert.Equal(2, run.Count(Promise, Evidence.Leaders));
    }

    /// <summary>Nothing new after the third.</summary>
    private static RecordBuilder Still(RecordBuilder run, int seconds) => run
        .Add(OperationKind.ListTicks, Ticks, 30, 40, attempt => attempt with { Value = 3 })
        .Add(OperationKind.ListTicks, Ticks, seconds * Second, (seconds * Second) + 9, attempt => attempt with { Argument = 3 });

    private static RecordBuilder Listed() => new RecordBuilder().Options(period: 1).Add(OperationKind.ListTicks, Ticks, 0, 10);

    private static RecordBuilder Read(params int[] numbers) => numbers.Aggregate(Listed(), (run, number) => Tick(run, 1, number));

    private static RecordBuilder Late(RecordBuilder run, int seconds, params int[] numbers) => numbers.Aggregate(
        run.Add(OperationKind.ListTicks, Ticks, (seconds * Second) - 20, (seconds * Second) - 10),
        (late, number) => Tick(late, 9, number, at: seconds * Second));

    private static RecordBuilder Ended(RecordBuilder run, params int[] numbers) => numbers
        .Aggregate(run.Add(OperationKind.ListTicks, Ticks, 100, 110, ByHarness), (late, number) => Tick(late, 5, number, at: 120))
        .Add(OperationKind.ListTicks, Ticks, 130, 140, attempt => ByHarness(attempt) with { Argument = numbers[^1] });

    private static RecordBuilder Tick(RecordBuilder run, long answer, int number, long token = 1, long at = 20, string writer = "") =>
        run.Add(OperationKind.ReadTick, Ticks, at, at, attempt => ByHarness(attempt) with
        {
            Key = answer,
            Value = number,
            Version = token,
            Detail = number,
            Extra = number,
        }, writer);
}
