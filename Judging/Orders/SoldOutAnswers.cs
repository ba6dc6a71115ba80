using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Orders;

/// <summary>Decides whether the answers "sold out" fit into the order of sales, exactly.</summary>
/// <remarks>
/// Somebody was rightly told that q units are sold out of S when unit S - q + 1 can have been sold by the end of the answer. Stock never
/// rises, so only the earliest instants matter, and they hold for all answers at once.
/// </remarks>
internal sealed class SoldOutAnswers(SalesRecord record, KeptSales sales, int[] attemptOf)
{
    /// <summary>Many ask for the same: since when so many of a product are sold out.</summary>
    private readonly Dictionary<(int Sku, int Quantity), long> _soldOutFrom = [];

    public RuleBreak? Check()
    {
        var wanted = record.Wanted;
        for (int first = 0, end; first < wanted.Length; first = end)
        {
            ref readonly var attempt = ref record.Attempts[wanted[first].Attempt];
            var explained = attempt.Answer != OrderAnswer.SoldOut;
            for (end = first; end < wanted.Length && wanted[end].Attempt == wanted[first].Attempt; end++)
            {
                explained |= SoldOutFrom(wanted[end].Sku, wanted[end].Quantity) <= attempt.End;
            }

            if (!explained)
            {
                return Unexplained(in wanted[first], attempt.Source);
            }
        }

        return null;
    }

    /// <returns><see cref="Attempt.Open"/> where so many are left to the end.</returns>
    private long SoldOutFrom(int sku, int quantity)
    {
        ref var from = ref CollectionsMarshal.GetValueRefOrAddDefault(_soldOutFrom, (sku, quantity), out var known);
        if (!known)
        {
            var unit = record.FirstMissing(sku, quantity);
            from = unit < 1 ? long.MinValue : sales.Of(sku, unit)?.Instant ?? Attempt.Open;
        }

        return from;
    }

    private RuleBreak Unexplained(in WantedLine wanted, int source)
    {
        var unit = record.FirstMissing(wanted.Sku, wanted.Quantity);
        return sales.Of(wanted.Sku, unit) is not { } sale
            ? new($"{wanted.Quantity} were answered to be sold out, and {record.Stock[wanted.Sku].Final} are left to the end", source)
            : new(
                $"{wanted.Quantity} were sold out by an answer, and as many were left before order {record.Orders[sale.Order].Id}",
                source,
                record.Attempts[attemptOf[sale.Order]].Source,
                record.Attempts[attemptOf[sale.Cause]].Source);
    }
}
