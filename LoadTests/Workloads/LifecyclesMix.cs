namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws what comes into being: a product with an order, a user with a session and a cart, or a page.</summary>
/// <param name="signsUp">Whether users sign up too: a service that hashes passwords as a real one does has enough to do.</param>
internal sealed class LifecyclesMix(ulong seed, bool signsUp) : IMix
{
    public const int Product = 0;
    public const int User = 1;
    public const int Page = 2;
    private const int PagesPerHundred = 10;
    private const int AbandonedPerHundred = 2;
    private readonly RandomStream _random = RandomStream.Of(seed, "lifecycles");

    public int Clients => 8;

    public PlannedOperation Next(long due, short? subject)
    {
        var drawn = _random.Next(100) < PagesPerHundred ? Page : _random.Next(2);
        return new PlannedOperation(
            due,
            _random.Next(Clients),
            OperationKind.ReadExistence,
            subject ?? (drawn == User && !signsUp ? Product : drawn),
            delivery: _random.Next(100) < AbandonedPerHundred ? Delivery.Abandon : Delivery.None);
    }
}
