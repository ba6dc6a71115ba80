using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Orders;

/// <summary>
/// Judges what readers saw of one product's stock, which only falls: nobody reads more than was left after the sales and the reads that had
/// ended before the question, and nobody reads less than all orders that had been sent by then can have left. O(n log n).
/// </summary>
internal static class StockReads
{
    /// <param name="sales">Acknowledged orders of the product, indexes.</param>
    /// <param name="wanted">Of each order that may exist: when it was sent, and its units; in any order.</param>
    /// <param name="reads">Answered reads of the product, indexes.</param>
    /// <param name="initial">Units that there were.</param>
    /// <returns>Null when no rule is broken; otherwise the first that is.</returns>
    public static Violation? Check(
        History history, IEnumerable<int> sales, IReadOnlyList<(long Start, long Units)> wanted, IReadOnlyList<int> reads, int initial)
    {
        var name = reads.Count == 0 ? "" : history.Text(history.Attempts[reads[0]].Subject);
        (long End, long Sold, int Index)[] known =
        [
            .. sales.Select(index =>
                (history.Attempts[index].End, history.Attempts[index].Value + history.Attempts[index].Argument - 1, index))
                .Concat(reads.Select(index => (history.Attempts[index].End, initial - history.Attempts[index].Detail, index)))
                .OrderBy(seen => seen.End),
        ];
        for (var i = 1; i < known.Length; i++)
        {
            known[i] = known[i - 1].Sold > known[i].Sold ? known[i - 1] with { End = known[i].End } : known[i];
        }

        (long Start, long Units)[] sent = [.. wanted.OrderBy(order => order.Start)];
        for (var i = 1; i < sent.Length; i++)
        {
            sent[i].Units += sent[i - 1].Units;
        }

        foreach (var index in reads)
        {
            var read = history.Attempts[index];
            if (Last(known, read.Start, seen => seen.End) is { Index: var before, Sold: var sold } && sold > initial - read.Detail)
            {
                return new($"{name}: {read.Detail} of {initial} were left, after {sold} had been sold", [before, index]);
            }

            var most = Last(sent, read.End + 1, order => order.Start)?.Units ?? 0;
            if (initial - read.Detail > most)
            {
                return new($"{name}: {read.Detail} of {initial} were left, and no more than {most} had been asked for", [index]);
            }
        }

        return null;
    }

    /// <returns>The last of some that are sorted by a tick whose tick is below the given one; null for none.</returns>
    private static T? Last<T>(T[] sorted, long tick, Func<T, long> of)
        where T : struct
    {
        var place = Bisect.First(sorted.Length, place => of(sorted[place]) >= tick);
        return place == 0 ? null : sorted[place - 1];
    }
}
