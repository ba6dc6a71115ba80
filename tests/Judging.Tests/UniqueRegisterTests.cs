using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;
using static AspireStateless.Judging.Objects.RegisterOperation;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// Each history that must be accepted stands beside its nearest neighbour that must not. A source is a place in the history.
/// </summary>
public sealed class UniqueRegisterTests
{
    [Fact]
    public void Nothing_done_is_right() => Accepts();

    [Fact]
    public void A_read_returns_the_last_value_written() => Accepts(Write(0, 1, 7), Read(2, 3, 7));

    [Fact]
    public void A_read_that_misses_a_finished_write_is_rejected() => Rejects([Write(0, 1, 7), Read(2, 3, 0)], 0, 1);

    [Fact]
    public void A_read_that_overlaps_a_write_may_return_either_value() => Accepts(Write(0, 5, 7), Read(5, 9, 0), Read(0, 5, 7));

    [Fact]
    public void A_value_that_nobody_wrote_is_rejected() => Rejects([Write(0, 1, 7), Read(2, 3, 8)], 1);

    [Fact]
    public void A_value_read_before_it_was_written_is_rejected() => Rejects([Read(0, 1, 7), Write(2, 3, 7)], 0, 1);

    [Fact]
    public void Writes_at_the_same_time_may_take_effect_in_either_order() => Accepts(Write(0, 5, 7), Write(0, 5, 8), Read(6, 7, 7));

    [Fact]
    public void A_value_that_was_overwritten_does_not_come_back() =>
        Rejects([Write(0, 5, 7), Write(0, 5, 8), Read(6, 7, 7), Read(8, 9, 8), Read(10, 11, 7)], 0, 1, 3, 4);

    [Fact]
    public void Readers_at_the_same_time_may_disagree_on_which_of_two_writes_was_last() =>
        Accepts(Write(0, 9, 7), Write(0, 9, 8), Read(1, 5, 7), Read(4, 8, 8));

    [Fact]
    public void Readers_one_after_the_other_may_not_see_new_and_then_old() =>
        Rejects([Write(0, 1, 7), Write(2, 9, 8), Read(3, 4, 8), Read(5, 6, 7)], 0, 2, 3);

    [Fact]
    public void An_unknown_write_may_have_happened_or_not() => Accepts(Write(0, Attempt.Open, 7), Read(2, 3, 0), Read(4, 5, 7));

    [Fact]
    public void An_unknown_write_that_was_seen_is_not_undone() => Rejects([Write(0, Attempt.Open, 7), Read(2, 3, 7), Read(4, 5, 0)], 1, 2);

    [Fact]
    public void An_unknown_write_may_take_effect_after_the_next_write_of_its_client() =>
        Accepts(Write(0, Attempt.Open, 7), Write(2, 3, 8), Read(4, 5, 8), Read(6, 7, 7));

    [Fact]
    public void Values_that_are_not_unique_cannot_be_judged()
    {
        Assert.Throws<ArgumentException>(() => UniqueRegister.Check([Write(0, 1, 7), Write(2, 3, 7)]));
        Assert.Throws<ArgumentException>(() => UniqueRegister.Check([Write(0, 1, 0)]));
    }

    private static void Accepts(params RegisterOperation[] history) => Assert.Null(UniqueRegister.Check(history));

    private static void Rejects(RegisterOperation[] history, params int[] witness)
    {
        var found = UniqueRegister.Check([.. history.Select((operation, place) => operation with { Source = place })]);
        Assert.NotNull(found);
        Assert.Equal(witness, found.Sources.Order());
    }
}
