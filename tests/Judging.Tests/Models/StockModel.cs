using System.Collections.Immutable;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Tests.Models;

/// <summary>Units of one product in an order.</summary>
/// <param name="First">The serial of the first; of no meaning for an order that was refused.</param>
internal readonly record struct StockLine(int Product, int Units, int First);

/// <summary>An order that exists, or one that was refused as sold out.</summary>
internal readonly record struct StockOperation(long Start, long End, bool IsSoldOut, ImmutableArray<StockLine> Lines, int Source = -1)
    : IOperation
{
    public bool IsOptional => false;
}

/// <summary>
/// Sells units of products one after another, their serials from 1; an order for more than are left is refused as a whole.
/// </summary>
/// <param name="stock">Of each product, at the start.</param>
internal sealed class StockModel(ImmutableArray<int> stock) : IModel<StockOperation, StockModel.Sold>
{
    public Sold Initial { get; } = new([.. stock.Select(_ => 0)]);

    public bool Step(in StockOperation operation, Sold before, out Sold after)
    {
        var isLeft = operation.Lines.All(line => before.Units[line.Product] + line.Units <= stock[line.Product]);
        after = before;
        if (operation.IsSoldOut)
        {
            return !isLeft;
        }

        foreach (var line in operation.Lines.Where(line => line.Units > 0))
        {
            if (line.First != after.Units[line.Product] + 1)
            {
                return false;
            }

            after = new(after.Units.SetItem(line.Product, after.Units[line.Product] + line.Units));
        }

        return isLeft;
    }

    /// <summary>How many units of each product are sold.</summary>
    internal readonly record struct Sold(ImmutableArray<int> Units)
    {
        public bool Equals(Sold other) => Units.AsSpan().SequenceEqual(other.Units.AsSpan());

        public override int GetHashCode() => Units.Aggregate(0, HashCode.Combine);
    }
}
