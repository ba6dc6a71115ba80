using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// The sum of a cart's content: equal for equal contents whatever their order, and almost never for others. One product's part can be
/// taken out and put in, so that a checker replays changes in constant time each.
/// </summary>
internal static class CartContent
{
    public const long Empty = 0;
    private const int MostUnits = 1000;

    /// <summary>A product and its quantity as one number: the argument of a change.</summary>
    /// <param name="quantity">0 to 999.</param>
    public static long Line(int product, int quantity) => ((long)product * MostUnits) + quantity;

    public static int Product(long line) => (int)(line / MostUnits);

    public static int Quantity(long line) => (int)(line % MostUnits);

    /// <summary>What a line adds to the sum; a quantity of 0 adds nothing.</summary>
    public static long Part(long line) => Quantity(line) == 0 ? 0 : (long)new RandomStream((ulong)line).NextUInt64();
}
