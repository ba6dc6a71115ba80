using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Carts;

/// <summary>What is in a cart, with a hash that does not depend on the order and changes in constant time.</summary>
/// <remarks>
/// The hash is the sum of one number for each pair of product and quantity, so that a change takes one number away and adds another.
/// Each is 64 bits mixed by SplitMix64's finalizer (Steele, Lea and Flood, 2014): two contents have one hash by chance alone, about
/// once in 2^64 comparisons.
/// </remarks>
internal sealed class CartContent
{
    private readonly Dictionary<int, int> _quantities = [];

    /// <summary>Of all pairs in the cart; 0 where it is empty.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The hash of a content as an answer lists it.</summary>
    /// <param name="items">Product and quantity; each product at most once, quantities of 0 count for nothing.</param>
    public static ulong HashOf(params ReadOnlySpan<(int Sku, int Quantity)> items)
    {
        ulong hash = 0;
        foreach (var (sku, quantity) in items)
        {
            hash += HashOf(sku, quantity);
        }

        return hash;
    }

    /// <summary>The hash that the content would have with so many of a product, and all else as it is.</summary>
    public ulong HashWith(int sku, int quantity) => Hash - HashOf(sku, _quantities.GetValueOrDefault(sku)) + HashOf(sku, quantity);

    /// <param name="sku">The product, a number from 0.</param>
    /// <param name="quantity">How many there are from now on; 0 takes it out.</param>
    /// <returns>How many there were.</returns>
    public int Set(int sku, int quantity)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_quantities, sku, out _);
        var before = held;
        held = quantity;
        Hash += HashOf(sku, quantity) - HashOf(sku, before);
        return before;
    }

    public void Clear()
    {
        _quantities.Clear();
        Hash = 0;
    }

    private static ulong HashOf(int sku, int quantity) =>
        quantity == 0 ? 0 : RandomStream.Mix(((ulong)(uint)sku << 32) + (uint)quantity + 0x9E3779B97F4A7C15);
}
