using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Tests.Models;
using AspireStateless.Judging.Tests.Trials;
using static AspireStateless.Judging.Objects.CounterOperation;

namespace AspireStateless.Judging.Tests;

/// <summary>Each history that must be accepted stands beside its nearest neighbour that must not.</summary>
public sealed class FetchAndIncrementTests
{
    [Fact]
    public void Nothing_done_is_right() => Accepts();

    [Fact]
    public void Increments_one_after_the_other_return_one_after_the_other() => Accepts(Increment(0, 1, 1), Increment(2, 3, 2));

    [Fact]
    public void Two_increments_that_return_the_same_count_are_rejected() =>
        Rejects([Increment(0, 1, 1), Increment(2, 3, 1)], first: 0, second: 1);

    [Fact]
    public void Increments_at_the_same_time_may_return_in_either_order() => Accepts(Increment(0, 5, 2), Increment(5, 9, 1));

    [Fact]
    public void An_increment_that_started_after_another_had_finished_cannot_come_before_it() =>
        Rejects([Increment(0, 4, 2), Increment(5, 9, 1)], first: 0, second: 1);

    [Fact]
    public void A_read_may_miss_an_increment_that_it_overlaps() => Accepts(Increment(0, 5, 1), Read(5, 9, 0));

    [Fact]
    public void A_read_that_misses_a_finished_increment_is_rejected() =>
        Rejects([Increment(0, 4, 1), Read(5, 9, 0)], first: 0, second: 1);

    [Fact]
    public void A_read_may_see_an_increment_that_it_overlaps() => Accepts(Read(0, 5, 1), Increment(5, 9, 1));

    [Fact]
    public void A_read_that_sees_an_increment_before_it_started_is_rejected() =>
        Rejects([Read(0, 4, 1), Increment(5, 9, 1)], first: 0, second: 1);

    [Fact]
    public void Reads_at_the_same_time_may_see_old_and_new() => Accepts(Increment(0, 9, 1), Read(0, 5, 1), Read(5, 9, 0));

    [Fact]
    public void A_read_that_goes_back_behind_a_finished_read_is_rejected() =>
        Rejects([Increment(0, 9, 1), Read(0, 4, 1), Read(5, 9, 0)], first: 1, second: 2);

    [Fact]
    public void An_unknown_increment_may_have_happened() => Accepts(UnknownIncrement(0), Read(5, 9, 1));

    [Fact]
    public void An_unknown_increment_may_not_have_happened() => Accepts(UnknownIncrement(0), Read(5, 9, 0));

    [Fact]
    public void An_unknown_increment_may_happen_after_everything_that_was_recorded() =>
        Accepts(UnknownIncrement(0), Read(5, 6, 0), Increment(7, 8, 1), Read(9, 10, 2));

    [Fact]
    public void A_count_without_any_increment_is_rejected() => Rejects([Read(5, 9, 1)], first: 0);

    [Fact]
    public void An_unknown_increment_cannot_have_happened_before_it_was_sent() =>
        Rejects([Read(0, 4, 1), UnknownIncrement(5)], first: 0, second: 1);

    [Fact]
    public void One_unknown_increment_cannot_have_happened_twice() =>
        Rejects([UnknownIncrement(0), Increment(0, 4, 1), Increment(5, 9, 4), Increment(5, 9, 5)], first: 3);

    [Fact]
    public void Each_gap_takes_an_unknown_increment_of_its_own() =>
        Accepts(UnknownIncrement(0), UnknownIncrement(0), Increment(0, 4, 1), Increment(5, 9, 4));

    [Fact]
    public void A_gap_between_finished_increments_needs_an_unknown_one_that_was_sent_in_time() =>
        Rejects([Increment(0, 1, 1), Increment(2, 3, 3), UnknownIncrement(4)], first: 1, second: 2);

    [Fact]
    public void An_increment_never_returns_zero() => Rejects([Increment(0, 1, 0)], first: 0);

    [Fact]
    public void A_read_never_returns_less_than_zero() => Rejects([Read(0, 1, -1)], first: 0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void It_agrees_with_brute_force_on_random_histories(int seed)
    {
        var random = new RandomStream((ulong)seed);
        var right = 0;
        const int histories = 25_000;
        for (var i = 0; i < histories; i++)
        {
            var history = RandomCounterHistory.Draw(random, 1 + random.Next(7));
            var truth = IsLinearizable(history);
            right += truth ? 1 : 0;
            Assert.True(FetchAndIncrement.Check(history) is null == truth, string.Join(Environment.NewLine, history));
        }

        Assert.InRange(right, histories / 4, histories * 3 / 4);
    }

    [Fact]
    public void Every_sequential_history_is_right_and_is_not_once_an_increment_that_was_seen_is_taken_away()
    {
        var random = new RandomStream(7);
        for (var round = 0; round < 200; round++)
        {
            var history = Enumerable.Range(1, 2 + random.Next(8)).Select(count => Increment(count * 10, (count * 10) + 5, count)).ToArray();
            Assert.Null(FetchAndIncrement.Check(history));
            var taken = random.Next(history.Length - 1);
            Assert.NotNull(FetchAndIncrement.Check([.. history.Where((_, index) => index != taken)]));
        }
    }

    private static bool IsLinearizable(CounterOperation[] history) =>
        new Linearizability<CounterOperation, long>(new CounterModel()).Check(history) is null;

    private static void Accepts(params CounterOperation[] history)
    {
        Assert.True(IsLinearizable(history));
        Assert.Null(FetchAndIncrement.Check(history));
    }

    private static void Rejects(CounterOperation[] history, int first, int second = -1)
    {
        Assert.False(IsLinearizable(history));
        var violation = FetchAndIncrement.Check(history);
        Assert.NotNull(violation);
        Assert.Equal((first, second), (violation.First, violation.Second));
    }
}
