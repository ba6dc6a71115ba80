using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using static AspireStateless.Judging.Tests.RecordBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class StallsTests
{
    [Fact]
    public void Steady_traffic_has_none() => Assert.Null(Steady().Build().Stalls.NoTimes);

    [Fact]
    public void Traffic_in_which_nothing_begins_and_nothing_ends_for_long_says_nothing_about_times() =>
        Assert.Contains("no time in", Steady(from: 12).Build().Stalls.NoTimes, StringComparison.Ordinal);

    [Fact]
    public void What_goes_on_after_the_last_operation_with_long_pauses_is_none() =>
        Assert.Null(Steady().Add(OperationKind.ReadSession, "s", 70 * Second, 70 * Second).Build().Stalls.NoTimes);

    [Fact]
    public void What_is_asked_again_long_after_its_operation_was_due_is_not_late() => Assert.Equal(0, Steady()
        .Add(OperationKind.Visit, "page", 5 * Second, 5 * Second, attempt => attempt with { Due = (3 * Second) + 1 })
        .Build().Stalls.Within(0, 20 * Second));

    [Fact]
    public void Programs_that_stand_in_line_for_long_leave_nothing_to_say_about_times() => Assert.Contains(
        "waited for a processor",
        Steady().Happened(new(RunEventType.Starved, 9 * Second) { AskedAt = 1 * Second }).Build().Stalls.NoTimes,
        StringComparison.Ordinal);

    /// <summary>An operation every hundredth of a second for 10 s, then none until a moment, then for 10 s again.</summary>
    private static RecordBuilder Steady(int from = 10) => Enumerable.Range(0, 2000)
        .Select(number => (number * Second / 100) + (number < 1000 ? 0 : (from - 10) * Second))
        .Aggregate(new RecordBuilder(), (run, at) =>
            run.Add(OperationKind.Visit, "page", at + 9, at + 10, attempt => attempt with { Due = at + 1 }));
}
