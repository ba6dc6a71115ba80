using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Objects;

/// <summary>
/// Decides whether the history of a register with unique written values is linearizable, exactly, in O(n log n), for any number of
/// writers (Gibbons and Korach, "Testing shared memories", SICOMP 1997).
/// </summary>
/// <remarks>
/// A value's operations stand together in every legal order, so value a has to come before value b exactly when one of a's ended before
/// one of b's began. The history is linearizable when no two values have to come before each other: a longer cycle contains such a
/// pair. In terms of zones: no two forward zones overlap, and no backward zone lies strictly inside a forward one.
/// </remarks>
internal static class UniqueRegister
{
    /// <param name="operations">All of one key, in any order; a write of unknown outcome is open and may not have happened.</param>
    /// <returns>Null when the history is linearizable; otherwise the rule that it breaks, with at most four operations.</returns>
    /// <exception cref="ArgumentException">Two writes have one value, or one writes the initial value 0.</exception>
    public static RuleBreak? Check(ReadOnlySpan<RegisterOperation> operations)
    {
        var values = new long[operations.Length];
        var order = new int[operations.Length];
        for (var i = 0; i < order.Length; i++)
        {
            (values[i], order[i]) = (operations[i].Value, i);
        }

        Array.Sort(values, order);
        var forward = new List<ValueZone>();
        var backward = new List<ValueZone>();
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[end] == values[start])
            {
                end++;
            }

            if (Zone(operations, order.AsSpan(start..end), out var zone) is { } broken)
            {
                return broken;
            }

            (zone.IsForward ? forward : backward).Add(zone);
        }

        return CheckZones(operations, forward, CollectionsMarshal.AsSpan(backward));
    }

    private static RuleBreak? Zone(ReadOnlySpan<RegisterOperation> operations, ReadOnlySpan<int> cluster, out ValueZone zone)
    {
        var value = operations[cluster[0]].Value;
        int write = -1, firstEnd = cluster[0], lastStart = cluster[0];
        foreach (var i in cluster)
        {
            if (operations[i].IsWrite)
            {
                write = write < 0 && value != 0
                    ? i
                    : throw new ArgumentException($"The written value {value} is not unique.", nameof(operations));
            }

            firstEnd = operations[i].End < operations[firstEnd].End ? i : firstEnd;
            lastStart = operations[i].Start > operations[lastStart].Start ? i : lastStart;
        }

        zone = value == 0
            ? new(long.MinValue, operations[lastStart].Start, -1, lastStart)
            : new(operations[firstEnd].End, operations[lastStart].Start, firstEnd, lastStart);
        if (value == 0)
        {
            return null;
        }

        if (write < 0)
        {
            return new($"A read returned the value {value}, which nobody wrote", operations[firstEnd].Source);
        }

        return operations[firstEnd].End < operations[write].Start
            ? new(
                $"A read that returned the value {value} ended before the write of it began",
                operations[firstEnd].Source,
                operations[write].Source)
            : null;
    }

    private static RuleBreak? CheckZones(
        ReadOnlySpan<RegisterOperation> operations, List<ValueZone> forward, ReadOnlySpan<ValueZone> backward)
    {
        forward.Sort((one, other) => one.Ended.CompareTo(other.Ended));
        var begins = new long[forward.Count];
        for (var i = 0; i < begins.Length; i++)
        {
            begins[i] = forward[i].Ended;
            if (i > 0 && begins[i] < forward[i - 1].Began)
            {
                return Conflict(operations, forward[i - 1], forward[i]);
            }
        }

        foreach (ref readonly var zone in backward)
        {
            // The forward zones follow each other, so only the last that begins before this one can enclose it.
            var place = begins.AsSpan().BinarySearch(zone.Began);
            var before = place >= 0 ? place - 1 : ~place - 1;
            if (before >= 0 && zone.Ended < forward[before].Began)
            {
                return Conflict(operations, forward[before], zone);
            }
        }

        return null;
    }

    private static RuleBreak Conflict(ReadOnlySpan<RegisterOperation> operations, ValueZone one, ValueZone other)
    {
        var first = operations[one.BeganAt].Value;
        var second = operations[other.BeganAt].Value;
        var rule = one.EndedAt < 0
            ? $"A read returned the initial value after the value {second} had been written"
            : $"The value {first} was there before and after the value {second}, and was written once";
        return new(
            rule,
            one.EndedAt < 0 ? -1 : operations[one.EndedAt].Source,
            operations[other.BeganAt].Source,
            operations[other.EndedAt].Source,
            operations[one.BeganAt].Source);
    }
}

/// <summary>
/// What a value's write and its reads say together of when the register held it: one of them had ended at <see cref="Ended"/>, one of
/// them began at <see cref="Began"/>. Where the first is below the second the value was there from one to the other (a forward zone);
/// otherwise it was there at one instant at least between the two (a backward zone).
/// </summary>
/// <param name="Ended">The earliest end.</param>
/// <param name="Began">The latest start.</param>
/// <param name="EndedAt">The operation with that end, an index into the checked span; -1 for the initial value, always there.</param>
/// <param name="BeganAt">The operation with that start.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ValueZone(long Ended, long Began, int EndedAt, int BeganAt)
{
    public bool IsForward => Ended < Began;
}
