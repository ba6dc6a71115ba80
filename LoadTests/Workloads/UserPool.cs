namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Deals the users of a run to what they are for, since what is done to one, such as a change of their password, would disturb the others.
/// </summary>
/// <param name="Users">How many there are: a multiple of 8.</param>
internal readonly record struct UserPool(int Users)
{
    /// <summary>For a system of the run's own, where signing up costs little.</summary>
    public const int Many = 64;

    /// <summary>For a system that hashes passwords as a real one does.</summary>
    public const int Few = 8;

    private int Eighth => Users / 8;

    public Range Sessions => ..Eighth;
    public Range Carts => Eighth..(3 * Eighth);
    public Range Tokens => (3 * Eighth)..(4 * Eighth);
    public Range Passwords => (4 * Eighth)..(5 * Eighth);
    public Range Orders => (5 * Eighth)..(7 * Eighth);
    public Range Expiry => (7 * Eighth)..Users;

    /// <summary>Beyond those that are counted: of the workloads that came later.</summary>
    public Range Contracts => Users..(Users + Eighth);

    /// <summary>The one whose cart is full.</summary>
    public Range FullCart => (Users + Eighth)..(Users + Eighth + 1);

    public static int Count(Range range) => range.End.Value - range.Start.Value;

    /// <summary>A user of a range; places beyond it begin again.</summary>
    public static int At(Range range, int place) => range.Start.Value + (place % Count(range));
}
