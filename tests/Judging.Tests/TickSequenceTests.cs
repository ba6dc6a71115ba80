using AspireStateless.Judging.Jobs;

namespace AspireStateless.Judging.Tests;

/// <summary>Each list that must be accepted stands beside its nearest neighbour that must not.</summary>
public sealed class TickSequenceTests
{
    [Fact]
    public void Ticks_follow_each_other_with_growing_tokens_and_counts() =>
        Accepts(new(1, 1, [0, -1], 0), new(2, 1, [0, 4], 0), new(3, 7, [5, 4], 0));

    [Fact]
    public void A_gap_is_found() => Rejects("Tick 3 exists, and tick 2 does not", new(1, 1, [0], 0), new(3, 1, [0], 1));

    [Fact]
    public void The_first_tick_is_one() => Rejects("tick 1 does not", new TickReading(2, 1, [0], 0));

    [Fact]
    public void Ticks_that_the_service_has_forgotten_are_not_missed() => Assert.Null(TickSequence.Check([new(8, 1, [0], 0)], first: 8));

    [Fact]
    public void Ticks_may_be_read_again_if_they_are_the_same() => Accepts(new(1, 1, [5], 0), new(1, 1, [5], 1), new(2, 1, [5], 1));

    [Fact]
    public void A_tick_with_two_effects_is_found() => Rejects("read with two effects", new(1, 1, [5], 0), new(1, 1, [6], 1));

    [Fact]
    public void A_tick_that_is_there_twice_is_found() => Rejects("took effect twice", new(1, 1, [5], 0), new(1, 1, [5], 0));

    [Fact]
    public void A_former_leader_that_wrote_is_found() =>
        Rejects("with token 3, after tick 1 with token 4", new(1, 4, [5], 0), new(2, 3, [5], 0));

    [Fact]
    public void A_count_that_fell_is_found() => Rejects("The count of page 0 is 4", new(1, 1, [5], 0), new(2, 1, [4], 0));

    [Fact]
    public void A_page_that_went_away_is_found() => Rejects("The count of page 1 is -1", new(1, 1, [5, 0], 0), new(2, 1, [5], 0));

    private static void Accepts(params TickReading[] readings) => Assert.Null(TickSequence.Check(readings));

    private static void Rejects(string rule, params TickReading[] readings)
    {
        var found = TickSequence.Check(readings);
        Assert.NotNull(found);
        Assert.Contains(rule, found.Rule, StringComparison.Ordinal);
    }
}
