using AspireStateless.Judging.Carts;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Draws who changes or reads which cart. The first half of the carts is changed by several clients at once; the others are filled,
/// bought and looked at by one client at a time, while others look on.
/// </summary>
internal sealed class CartsMix(ulong seed, int carts) : IMix
{
    public const int Products = 5;
    private const int MostUnits = 9;
    private const int ChangesPerHundred = 50;
    private const int ReadsPerHundred = 40;
    private readonly RandomStream _random = RandomStream.Of(seed, "carts");
    private readonly RandomStream _twists = RandomStream.Of(seed, "carts.twists");

    public int Clients => 24;

    /// <summary>Whether a cart is bought, and so changed by one client at a time.</summary>
    public static bool IsBought(int cart, int carts) => carts > 1 && cart >= carts / 2;

    public PlannedOperation Next(long due, short? subject)
    {
        var shared = Math.Max(1, carts / 2);
        var drawn = _random.Next(100);
        var twist = Twists.Draw(_twists);
        var kind = drawn < ChangesPerHundred ? OperationKind.ChangeCart
            : drawn < ChangesPerHundred + ReadsPerHundred ? OperationKind.ReadCart
            : OperationKind.BuyCart;
        if (subject is { } given)
        {
            kind = kind == OperationKind.BuyCart || IsBought(given, carts) ? OperationKind.ReadCart : kind;
        }

        var cart = kind switch
        {
            OperationKind.ChangeCart => _random.Next(shared),
            OperationKind.BuyCart when carts > 1 => shared + _random.Next(carts - shared),
            _ => _random.Next(carts),
        };
        kind = kind == OperationKind.BuyCart && carts == 1 ? OperationKind.ReadCart : kind;
        return new PlannedOperation(
            due,
            _random.Next(Clients),
            kind,
            subject ?? cart,
            (int)CartLine.Of(_random.Next(Products), _random.Next(MostUnits + 1)),
            kind == OperationKind.ReadCart ? Delivery.None : twist);
    }
}
