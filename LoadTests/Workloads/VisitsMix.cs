using AspireStateless.Judging.Histories;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws who visits or reads which page, and with what twist.</summary>
internal sealed class VisitsMix(ulong seed) : IMix
{
    public const int Pages = 8;
    private const int ReadsPerHundred = 15;
    private readonly RandomStream _kinds = RandomStream.Of(seed, "visits.kinds");
    private readonly RandomStream _names = RandomStream.Of(seed, "visits.names");
    private readonly RandomStream _twists = RandomStream.Of(seed, "visits.twists");

    public int Clients => 32;

    public PlannedOperation Next(long due, short? subject)
    {
        var read = _kinds.Next(100) < ReadsPerHundred;
        var twist = Twists.Draw(_twists);
        return new PlannedOperation(
            due,
            _names.Next(Clients),
            read ? OperationKind.ReadVisits : OperationKind.Visit,
            subject ?? _names.Next(Pages),
            delivery: read ? Delivery.None : twist);
    }
}
