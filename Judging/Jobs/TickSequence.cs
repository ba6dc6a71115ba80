namespace AspireStateless.Judging.Jobs;

/// <summary>
/// Judges the ticks of a recurring job by their effects: numbered without a gap, each once and always the same, written with tokens that
/// never fall (fencing: a leader that was paused and replaced writes nothing any more), and with counts that never fall. O(n log n).
/// </summary>
internal static class TickSequence
{
    /// <param name="readings">What all answers listed, in any order.</param>
    /// <param name="first">The first tick that must have been read: 1, unless the service has forgotten the oldest ones.</param>
    /// <returns>Null when no rule is broken; otherwise the first that is, with one or two answers.</returns>
    public static RuleBreak? Check(ReadOnlySpan<TickReading> readings, long first = 1)
    {
        var order = new int[readings.Length];
        var numbers = new long[readings.Length];
        for (var i = 0; i < readings.Length; i++)
        {
            (order[i], numbers[i]) = (i, readings[i].Number);
        }

        Array.Sort(numbers, order);
        return Check(readings, order, first);
    }

    private static RuleBreak? Check(ReadOnlySpan<TickReading> readings, ReadOnlySpan<int> order, long first)
    {
        var before = -1;
        var answers = new List<int>();
        for (int start = 0, end; start < order.Length; start = end)
        {
            var number = readings[order[start]].Number;
            end = start + 1;
            while (end < order.Length && readings[order[end]].Number == number)
            {
                end++;
            }

            var same = order[start..end];
            if (CheckSame(readings, same, answers) is { } differ)
            {
                return differ;
            }

            var expected = before < 0 ? first : readings[before].Number + 1;
            if (number != expected && (before >= 0 || number > expected || number < 1))
            {
                return new(
                    $"Tick {number} exists, and tick {expected} does not",
                    before < 0 ? -1 : readings[before].Source,
                    readings[same[0]].Source);
            }

            if (before >= 0 && CheckNext(in readings[before], in readings[same[0]]) is { } fell)
            {
                return fell;
            }

            before = same[0];
        }

        return null;
    }

    private static RuleBreak? CheckSame(ReadOnlySpan<TickReading> readings, ReadOnlySpan<int> same, List<int> answers)
    {
        if (same.Length == 1)
        {
            return null;
        }

        ref readonly var one = ref readings[same[0]];
        answers.Clear();
        foreach (var i in same)
        {
            ref readonly var other = ref readings[i];
            answers.Add(other.Source);
            if (other.Token != one.Token || !other.Counts.AsSpan().SequenceEqual(one.Counts))
            {
                return new($"Tick {one.Number} was read with two effects", one.Source, other.Source);
            }
        }

        answers.Sort();
        for (var i = 1; i < answers.Count; i++)
        {
            if (answers[i] == answers[i - 1])
            {
                return new($"Tick {one.Number} took effect twice", answers[i]);
            }
        }

        return null;
    }

    private static RuleBreak? CheckNext(in TickReading before, in TickReading tick)
    {
        if (tick.Token < before.Token)
        {
            return new(
                $"Tick {tick.Number} was written with token {tick.Token}, after tick {before.Number} with token {before.Token}",
                before.Source,
                tick.Source);
        }

        for (var page = 0; page < before.Counts.Length; page++)
        {
            var count = page < tick.Counts.Length ? tick.Counts[page] : -1;
            if (count < before.Counts[page])
            {
                return new(
                    $"The count of page {page} is {count} in tick {tick.Number} and was {before.Counts[page]} in the one before it",
                    before.Source,
                    tick.Source);
            }
        }

        return null;
    }
}

/// <summary>A tick of a recurring job as one answer lists it.</summary>
/// <param name="Number">1, 2, …</param>
/// <param name="Token">The fencing token of the leader that wrote it.</param>
/// <param name="Counts">The count of every page, by the number of the page; -1 for a page that it does not have.</param>
/// <param name="Source">The answer; ticks of one answer have the same.</param>
internal readonly record struct TickReading(long Number, long Token, long[] Counts, int Source);
