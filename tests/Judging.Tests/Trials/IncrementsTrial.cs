using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Rules;
using AspireStateless.Judging.Tests.Models;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>
/// Counters whose increments return nothing, or any count that includes them: <see cref="IncrementsWithReads"/> beside a search.
/// </summary>
internal sealed class IncrementsTrial : ICheckerTrial
{
    private readonly Linearizability<CountedOperation, long> _search = new(new IncrementsModel());

    public string Name => "increments with reads";

    public Func<bool> Right(int operations, int keys)
    {
        var random = new RandomStream(1);
        var counts = new long[keys];
        var history = new CountedOperation[operations];
        var keyOf = new int[operations];
        for (var i = 0; i < operations; i++)
        {
            var key = keyOf[i] = random.Next(keys);
            history[i] = Make(DrawnInterval.Long(random, i), i, random, ref counts[key]);
        }

        return () => ByKey.Check(history, keyOf, keys, IncrementsWithReads.Check).Count == 0;
    }

    public Comparison Compare(RandomStream random)
    {
        long count = 0;
        var drawn = DrawnInterval.Short(random, 1 + random.Next(8)).Select((at, i) => Make(at, i, random, ref count)).ToArray();
        for (var changes = random.Next(5); changes > 0; changes--)
        {
            ref var changed = ref drawn[random.Next(drawn.Length)];
            changed = changed.Count == long.MaxValue ? changed : changed with { Count = changed.Count + random.Next(3) - 1 };
        }

        // The answer to an increment is a read of its own.
        CountedOperation[] history =
        [
            .. drawn,
            .. drawn.Where(operation => operation is { IsRead: false, Count: < long.MaxValue })
                .Select(answered => CountedOperation.Read(answered.Start, answered.End, answered.Count, answered.Source)),
        ];
        return new(_search.Check(history) is null, IncrementsWithReads.Check(history) is null);
    }

    private static CountedOperation Make(DrawnInterval at, int source, RandomStream random, ref long count)
    {
        if (random.Next(5) < 2)
        {
            return CountedOperation.Read(at.Start, at.End, count, source);
        }

        count += at.Lost ? 0 : 1;
        return at.RecordedEnd != Attempt.Open && random.Next(2) == 0
            ? CountedOperation.AnsweredIncrement(at.Start, at.RecordedEnd, count, source)
            : CountedOperation.Increment(at.Start, at.RecordedEnd, source);
    }
}
