using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws the operations of the visits workload: who visits or reads which page, and with what twist.</summary>
internal sealed class VisitsMix(ulong seed)
{
    public const int Clients = 32;
    public const int Pages = 8;
    private const int ReadsPerHundred = 15;
    private const int DuplicatesPerHundred = 5;
    private const int AbandonedPerHundred = 1;
    private readonly RandomStream _kinds = RandomStream.Of(seed, "visits.kinds");
    private readonly RandomStream _names = RandomStream.Of(seed, "visits.names");
    private readonly RandomStream _twists = RandomStream.Of(seed, "visits.twists");

    public static IReadOnlyList<string> PageNames { get; } = [.. Enumerable.Range(0, Pages).Select(page => $"page-{page}")];

    public PlannedOperation Next(long due)
    {
        bool read = _kinds.Next(100) < ReadsPerHundred;
        int twist = _twists.Next(200);
        return new PlannedOperation(
            due,
            _names.Next(Clients),
            read ? OperationKind.ReadVisits : OperationKind.Visit,
            (short)_names.Next(Pages),
            read ? Twist.None : TwistOf(twist),
            Aim: -1);
    }

    /// <summary>A visit sent to one replica by a client of its own, to be in flight when that replica is lost.</summary>
    public PlannedOperation Aimed(long due, int client, int replica) =>
        new(due, client, OperationKind.Visit, (short)_names.Next(Pages), Twist.None, (sbyte)replica);

    // Half of the abandoned ones are sent again at once, racing with themselves; half are asked for after healing.
    private static Twist TwistOf(int drawn) => drawn switch
    {
        < AbandonedPerHundred => Twist.Abandon,
        < 2 * AbandonedPerHundred => Twist.Abandon | Twist.NoRetry,
        < 2 * (AbandonedPerHundred + DuplicatesPerHundred) => Twist.Duplicate,
        _ => Twist.None,
    };
}
