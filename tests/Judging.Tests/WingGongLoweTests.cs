using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Rules;
using AspireStateless.Judging.Tests.Trials;

namespace AspireStateless.Judging.Tests;

public sealed class WingGongLoweTests
{
    [Fact]
    public void It_agrees_with_another_search_and_with_the_exact_checker_on_counters()
    {
        var random = new RandomStream(1);
        var search = new WingGongLowe<Counted, long>(Next);
        for (int i = 0; i < 20_000; i++)
        {
            var history = RandomCounterHistory.Draw(random, 1 + random.Next(8));
            bool right = search.IsLinearizable([.. history.Select(operation => new Counted(operation))], 0);
            Assert.Equal(BruteForceCounter.IsLinearizable(history), right);
            Assert.Equal(FetchAndIncrement.Check(history) is null, right);
        }
    }

    [Fact]
    public void What_it_has_seen_to_fail_it_does_not_try_again()
    {
        // Twenty increments at the same time and a read of a count that never was: 2^20 sets of them, and 20! orders.
        Counted[] history =
        [
            .. Enumerable.Range(0, 20).Select(_ => new Counted(CounterOperation.UnknownIncrement(0))),
            new(CounterOperation.Read(1, 2, 99)),
        ];
        Assert.False(new WingGongLowe<Counted, long>(Next).IsLinearizable(history.AsSpan(8), 0));
    }

    [Fact]
    public void Histories_that_are_too_long_are_refused() =>
        Assert.Throws<ArgumentException>(() => new WingGongLowe<Counted, long>(Next).IsLinearizable(new Counted[32], 0));

    private static bool Next(in Counted operation, long before, out long after)
    {
        after = operation.Of.Kind == CounterOperationKind.Increment ? before + 1 : before;
        return operation.IsOptional || operation.Of.Value == after;
    }

    private readonly record struct Counted(CounterOperation Of) : IOperation
    {
        public long Start => Of.Start;
        public long End => Of.End;
        public bool IsOptional => Of.IsUnknown;
        public int Source => Of.Source;
    }
}
