using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Rules;
using AspireStateless.Judging.Tests.Models;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>Carts with versions: <see cref="VersionedCart"/> beside a search.</summary>
internal sealed class CartTrial : ICheckerTrial
{
    private const int FewSkus = 2;
    private const int FewQuantities = 3;

    private readonly Linearizability<CartOperation, CartModel.State> _search = new(new CartModel());

    public string Name => "cart with versions";

    public Func<bool> Right(int operations, int keys)
    {
        var random = new RandomStream(1);
        CartContent[] contents = [.. Enumerable.Range(0, keys).Select(_ => new CartContent())];
        var versions = new long[keys];
        var history = new CartOperation[operations];
        var keyOf = new int[operations];
        for (var i = 0; i < operations; i++)
        {
            var key = keyOf[i] = random.Next(keys);
            history[i] = Make(DrawnInterval.Long(random, i), i, random, contents[key], ref versions[key], random.Next(50), random.Next(10));
        }

        return () => ByKey.Check(history, keyOf, keys, VersionedCart.Check).Count == 0;
    }

    public Comparison Compare(RandomStream random)
    {
        var content = new CartContent();
        long version = 0;
        var drawn = DrawnInterval.Short(random, 1 + random.Next(7)).Select((at, i) =>
            Make(at, i, random, content, ref version, random.Next(FewSkus), random.Next(FewQuantities))).ToArray();
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            Spoil(ref drawn[random.Next(drawn.Length)], random);
        }

        // One unknown write leaves no choice, and the judgement is exact.
        var choice = drawn.Count(operation => operation.IsOptional) > 1;
        return new(_search.Check(drawn) is null, VersionedCart.Check(drawn) is null, choice);
    }

    private static CartOperation Make(
        DrawnInterval at, int source, RandomStream random, CartContent content, ref long version, int sku, int quantity)
    {
        var kind = random.Next(10);
        if (kind < 3)
        {
            return CartOperation.Read(at.Start, at.End, version, content.Hash, source);
        }

        if (kind == 3)
        {
            var bought = version;
            version += at.Lost ? 0 : 1;
            if (!at.Lost)
            {
                content.Clear();
            }

            return at.Unknown ? CartOperation.UnknownEmptied(at.Start, source) : CartOperation.Emptied(at.Start, at.End, bought, source);
        }

        version += at.Lost ? 0 : 1;
        if (!at.Lost)
        {
            content.Set(sku, quantity);
        }

        return at.Unknown
            ? CartOperation.UnknownChange(at.Start, sku, quantity, source)
            : CartOperation.Change(at.Start, at.End, version, sku, quantity, content.Hash, source);
    }

    private static void Spoil(ref CartOperation operation, RandomStream random)
    {
        if (operation.IsOptional)
        {
            return;
        }

        var emptied = operation.Kind == CartOperationKind.Emptied;
        operation = random.Next(2) == 0 && !emptied
            ? operation with { ContentHash = Hash(random.Next(FewQuantities * FewQuantities)) }
            : operation with { Version = Math.Max(operation.IsWrite ? 1 : 0, operation.Version + random.Next(3) - 1) };
    }

    private static ulong Hash(int content) => CartContent.HashOf((0, content % FewQuantities), (1, content / FewQuantities));
}
