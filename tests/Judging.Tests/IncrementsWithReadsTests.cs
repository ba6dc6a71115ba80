using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;
using static AspireStateless.Judging.Objects.CountedOperation;

namespace AspireStateless.Judging.Tests;

/// <summary>
/// Each history that must be accepted stands beside its nearest neighbour that must not. A source is a place in the history.
/// </summary>
public sealed class IncrementsWithReadsTests
{
    [Fact]
    public void Reads_count_the_increments_before_them() => Accepts(Read(0, 1, 0), Increment(2, 3), Increment(2, 3), Read(4, 5, 2));

    [Fact]
    public void An_increment_that_a_later_read_misses_is_lost() =>
        Rejects("An acknowledged increment is missing", [Increment(0, 1), Increment(2, 3), Read(4, 5, 1)], 0, 2);

    [Fact]
    public void A_read_may_miss_what_it_overlaps() => Accepts(Increment(0, 1), Increment(2, 4), Read(4, 5, 1));

    [Fact]
    public void A_count_that_nobody_made_is_rejected() => Rejects("only 1 increments", [Increment(0, 1), Read(2, 3, 2)], 1);

    [Fact]
    public void A_count_that_was_read_before_it_was_sent_is_rejected() =>
        Rejects("fewer increments had been sent", [Increment(0, 1), Read(2, 3, 2), Increment(4, 5)], 1);

    [Fact]
    public void Reads_do_not_go_back() =>
        Rejects("returned less than 1", [Increment(0, 9), Read(1, 2, 1), Read(3, 4, 0)], 1, 2);

    [Fact]
    public void An_unknown_increment_may_have_happened_or_not()
    {
        Accepts(Increment(0, Attempt.Open), Read(1, 2, 0), Read(3, 4, 1));
        Accepts(Increment(0, Attempt.Open), Read(1, 2, 0));
    }

    [Fact]
    public void One_unknown_increment_counts_once() =>
        Rejects("only 1 increments", [Increment(0, Attempt.Open), Read(1, 2, 2)], 1);

    [Fact]
    public void Increments_that_have_to_be_counted_go_before_those_that_may_wait() =>
        Accepts(Increment(0, 9), Increment(0, 1), Read(2, 3, 1), Read(10, 11, 2));

    [Fact]
    public void A_count_below_nothing_is_rejected() => Rejects("returned -1", [Read(0, 1, -1)], 0);

    private static void Accepts(params CountedOperation[] history) => Assert.Null(IncrementsWithReads.Check(history));

    private static void Rejects(string rule, CountedOperation[] history, params int[] witness)
    {
        var found = IncrementsWithReads.Check([.. history.Select((operation, place) => operation with { Source = place })]);
        Assert.NotNull(found);
        Assert.Contains(rule, found.Rule, StringComparison.Ordinal);
        Assert.Equal(witness, found.Sources);
    }
}
