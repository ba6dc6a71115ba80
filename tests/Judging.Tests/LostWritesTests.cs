using AspireStateless.Judging.Durability;
using static AspireStateless.Judging.Tests.AttemptBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class LostWritesTests
{
    private const long Kill = 100;

    [Fact]
    public void A_count_that_goes_on_after_the_kill_has_lost_nothing() =>
        Assert.Empty(LostWrites.At(HistoryOf(Visit(1, 0, 10, 1), Visit(2, 110, 120, 2), Read(130, 140, 2)), Kill));

    [Fact]
    public void A_count_that_starts_again_after_the_kill_has_lost_what_was_acknowledged()
    {
        var violation = Assert.Single(LostWrites.At(HistoryOf(Visit(1, 0, 10, 1), Visit(2, 20, 30, 2), Visit(3, 110, 120, 1)), Kill));
        Assert.Equal([1, 2], violation.Attempts);
    }

    [Fact]
    public void A_duplicate_after_the_kill_may_be_answered_with_its_count_from_before() =>
        Assert.Empty(LostWrites.At(
            HistoryOf(Visit(1, 0, 10, 1), Visit(2, 20, 30, 2), Visit(1, 110, 120, 1) with { Number = 2 }), Kill));

    [Fact]
    public void A_page_that_was_wrong_before_the_kill_says_nothing_of_the_kill() =>
        Assert.Empty(LostWrites.At(HistoryOf(Visit(1, 0, 10, 1), Visit(2, 20, 30, 1), Read(110, 120, 0)), Kill));

    [Fact]
    public void What_was_not_acknowledged_before_the_kill_may_be_lost() =>
        Assert.Empty(LostWrites.At(HistoryOf(Visit(1, 0, 10, 1), Visit(2, 20, 130, 2), Read(140, 150, 2)), Kill));
}
