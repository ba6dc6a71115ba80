using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Rules;
using AspireStateless.Judging.Tests.Models;
using static AspireStateless.Judging.Objects.CounterOperation;

namespace AspireStateless.Judging.Tests;

public sealed class LinearizabilityTests
{
    private static readonly Linearizability<CounterOperation, long> Search = new(new CounterModel());

    [Fact]
    public void What_it_has_seen_to_fail_it_does_not_try_again()
    {
        // Fourteen increments at the same time and a read of a count that never was: 2^14 sets of them, and 14! orders.
        CounterOperation[] history = [.. Enumerable.Range(0, 14).Select(_ => UnknownIncrement(0)), Read(1, 2, 99, source: 7)];
        Assert.Equal([7], Search.Check(history)!.Sources);
    }

    [Fact]
    public void A_history_may_be_long_where_few_operations_meet()
    {
        var history = Enumerable.Range(1, 20_000).Select(count => Increment(count * 10, (count * 10) + 15, count, source: count)).ToArray();
        Assert.Null(Search.Check(history));
        history[10_000] = history[10_000] with { Value = 5 };
        Assert.Contains(10_001, Search.Check(history)!.Sources);
    }

    [Fact]
    public void What_takes_too_long_is_undecided()
    {
        CounterOperation[] history = [.. Enumerable.Range(0, 60).Select(_ => UnknownIncrement(0)), Read(1, 2, 99)];
        var search = new Linearizability<CounterOperation, long>(new CounterModel(), TimeSpan.FromMilliseconds(50));
        Assert.Throws<UndecidedException>(() => search.Check(history));
    }

    [Fact]
    public void An_empty_history_is_right() => Assert.Null(Search.Check([]));
}
