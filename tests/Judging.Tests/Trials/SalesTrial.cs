using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Orders;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>Orders of one or two products: <see cref="Sales"/> beside a search.</summary>
internal sealed class SalesTrial : ICheckerTrial
{
    private readonly SmallSales _small = new();

    public string Name => "orders and stock";

    /// <summary>Keys are products.</summary>
    public Func<bool> Right(int operations, int keys)
    {
        var record = LongSales.Draw(operations, keys);
        return () => Sales.Check(record) is null;
    }

    public Comparison Compare(RandomStream random)
    {
        _small.Draw(random);
        return new(_small.IsRight(), Sales.Check(_small.Record()) is null);
    }
}
