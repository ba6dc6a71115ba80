using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Jobs;
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

    [Fact]
    public void A_tick_that_is_late_is_right() => Assert.Empty(Late(Read(1, 2, 3), seconds: 60, 4).Broken(Promise));

    private static RecordBuilder Listed() => new RecordBuilder().Options(period: 1).Add(OperationKind.ListTicks, Ticks, 0, 10);

    private static RecordBuilder Read(params int[] numbers) => numbers.Aggregate(Listed(), (run, number) => Tick(run, 1, number));

    private static RecordBuilder Late(RecordBuilder run, int seconds, params int[] numbers) => numbers.Aggregate(
        run.Add(OperationKind.ListTicks, Ticks, (seconds * Second) - 20, (seconds * Second) - 10),
        (late, number) => Tick(late, 9, number, at: seconds * Second));

    private static RecordBuilder Ended(RecordBuilder run, params int[] numbers) => numbers
        .Aggregate(run.Add(OperationKind.ListTicks, Ticks, 100, 110, ByHarness), (late, number) => Tick(late, 5, number, at: 120))
        .Add(OperationKind.ListTicks, Ticks, 130, 140, attempt => ByHarness(attempt) with { Argument = numbers[^1] });

    private static RecordBuilder Tick(RecordBuilder run, long answer, int number, long token = 1, long at = 20) =>
        run.Add(OperationKind.ReadTick, Ticks, at, at, attempt => ByHarness(attempt) with
        {
            Key = answer,
            Value = number,
            Version = token,
            Detail = number,
            Extra = number,
        });
}
