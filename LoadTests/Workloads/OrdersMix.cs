using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws who buys how many units of which product: some are scarce and sell out, some never do.</summary>
/// <param name="users">How many buyers there are.</param>
internal sealed class OrdersMix(ulong seed, int users) : IMix
{
    public const int Scarce = 4;
    public const int Plenty = 4;
    private const int MostUnits = 2;
    private const int ReadsPerHundred = 15;
    private readonly RandomStream _random = RandomStream.Of(seed, "orders");
    private readonly RandomStream _twists = RandomStream.Of(seed, "orders.twists");

    public int Clients => users;

    public PlannedOperation Next(long due, short? subject)
    {
        var read = _random.Next(100) < ReadsPerHundred;
        var twist = Twists.Draw(_twists);
        return new PlannedOperation(
            due,
            _random.Next(Clients),
            read ? OperationKind.ReadProduct : OperationKind.PlaceOrder,
            subject ?? _random.Next(Scarce + Plenty),
            1 + _random.Next(MostUnits),
            read ? Delivery.None : twist);
    }
}
