using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Objects;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>
/// Draws short counter histories near the border between right and wrong: values come from a real order of the operations, and
/// then some are changed.
/// </summary>
internal static class RandomCounterHistory
{
    /// <param name="operations">At most a dozen.</param>
    public static CounterOperation[] Draw(RandomStream random, int operations)
    {
        var drawn = new CounterOperation[operations];
        var effect = new long[operations];
        for (var i = 0; i < operations; i++)
        {
            // Few distinct ticks, so that ties and exact touches, where interval rules go wrong, are common.
            long start = random.Next(3 * operations);
            var end = start + random.Next(8);
            effect[i] = start + random.Next((int)(end - start) + 1);
            drawn[i] = random.Next(10) switch
            {
                < 5 => CounterOperation.Increment(start, end, 0),
                < 7 => CounterOperation.UnknownIncrement(start),
                _ => CounterOperation.Read(start, end, 0),
            };
        }

        Answer(drawn, effect, random);
        var changes = random.Next(3);
        for (var i = 0; i < changes; i++)
        {
            ref var operation = ref drawn[random.Next(operations)];
            operation = operation with { Value = operation.Value + random.Next(3) - 1 };
        }

        return drawn;
    }

    private static void Answer(CounterOperation[] operations, long[] effect, RandomStream random)
    {
        var order = Enumerable.Range(0, operations.Length).ToArray();
        Array.Sort((long[])effect.Clone(), order);
        long count = 0;
        foreach (var i in order)
        {
            var lost = operations[i].IsOptional && random.Next(2) == 0;
            count += operations[i].Kind == CounterOperationKind.Increment && !lost ? 1 : 0;
            operations[i] = operations[i] with { Value = count };
        }
    }
}
