namespace AspireStateless.Judging.Carts;

/// <summary>A product in a cart and its quantity, as the one number that plans and histories hold.</summary>
internal static class CartLine
{
    private const int MostUnits = 1000;

    /// <param name="product">From 0.</param>
    /// <param name="quantity">0 to 999.</param>
    public static long Of(int product, int quantity) => ((long)product * MostUnits) + quantity;

    public static int Product(long line) => (int)(line / MostUnits);

    public static int Quantity(long line) => (int)(line % MostUnits);
}
