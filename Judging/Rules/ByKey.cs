using System.Buffers;
using System.Collections.Concurrent;

namespace AspireStateless.Judging.Rules;

/// <summary>Judges the operations of one key.</summary>
/// <returns>Null when they keep the rules; otherwise the first rule that they break.</returns>
internal delegate RuleBreak? KeyChecker<T>(ReadOnlySpan<T> operations);

/// <summary>
/// Judges every key's operations by themselves, several keys at a time. For linearizability that is exact: a history of many objects
/// is linearizable when each object's is (locality; Herlihy and Wing, "Linearizability", 1990).
/// </summary>
internal static class ByKey
{
    /// <param name="operations">Each with its key, from 0; in any order, that of each key's is kept.</param>
    /// <param name="keyCount">One more than the largest key.</param>
    /// <param name="check">Called once for every key that has operations.</param>
    /// <param name="threads">So many keys are judged at a time; -1 for all processors.</param>
    /// <returns>At most one break for each key, in the order of keys.</returns>
    public static IReadOnlyList<RuleBreak> Check<T>(
        IEnumerable<(int Key, T Operation)> operations, int keyCount, KeyChecker<T> check, int threads = -1)
    {
        (int Key, T Operation)[] all = [.. operations];
        return Check([.. all.Select(one => one.Operation)], [.. all.Select(one => one.Key)], keyCount, check, threads);
    }

    /// <inheritdoc cref="Check{T}(IEnumerable{ValueTuple{int, T}}, int, KeyChecker{T}, int)"/>
    /// <param name="operations">Of all keys, in any order; each key's keep theirs.</param>
    /// <param name="keys">The key of each operation, from 0.</param>
    public static IReadOnlyList<RuleBreak> Check<T>(T[] operations, int[] keys, int keyCount, KeyChecker<T> check, int threads = -1)
    {
        var (order, ends) = Sort(keys.AsSpan(0, operations.Length), keyCount);
        var breaks = new ConcurrentBag<RuleBreak>();

        // Neighbouring keys in one go, so that many small ones cost no more than a few large ones.
        var chunk = Math.Max(1, keyCount / (64 * Environment.ProcessorCount));
        Parallel.For(0, (keyCount + chunk - 1) / chunk, new ParallelOptions { MaxDegreeOfParallelism = threads }, part =>
        {
            var last = Math.Min(keyCount, (part + 1) * chunk);
            for (var key = part * chunk; key < last; key++)
            {
                var start = key == 0 ? 0 : ends[key - 1];
                if (ends[key] > start && CheckOne(operations, order.AsSpan(start..ends[key]), check) is { } found)
                {
                    breaks.Add(found with { Key = key });
                }
            }
        });

        return [.. breaks.OrderBy(found => found.Key)];
    }

    private static RuleBreak? CheckOne<T>(T[] operations, ReadOnlySpan<int> places, KeyChecker<T> check)
    {
        if (places.Length == operations.Length)
        {
            return check(operations);
        }

        var gathered = ArrayPool<T>.Shared.Rent(places.Length);
        try
        {
            for (var i = 0; i < places.Length; i++)
            {
                gathered[i] = operations[places[i]];
            }

            return check(gathered.AsSpan(0, places.Length));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(gathered);
        }
    }

    /// <summary>Counting sort: the places of each key's operations, one key after the other, and where each key's end.</summary>
    private static (int[] Order, int[] Ends) Sort(ReadOnlySpan<int> keys, int keyCount)
    {
        var ends = new int[keyCount];
        foreach (var key in keys)
        {
            ends[key]++;
        }

        var total = 0;
        for (var key = 0; key < keyCount; key++)
        {
            (ends[key], total) = (total, total + ends[key]);
        }

        var order = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            order[ends[keys[i]]++] = i;
        }

        return (order, ends);
    }
}
