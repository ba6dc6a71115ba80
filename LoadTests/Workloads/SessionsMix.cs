using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Sessions;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws who reads a session, or writes which of its fields: several clients share each session.</summary>
/// <param name="users">How many users have sessions.</param>
internal sealed class SessionsMix(ulong seed, int users) : IMix
{
    /// <summary>How many sessions each user has: enough for a crowd.</summary>
    public const int PerUser = 8;

    // So few are drawn that clients meet in them.
    private const int DrawnPerUser = 3;
    public const int Fields = SessionsPromise.FieldCount;
    private const int ReadsPerHundred = 60;
    private const int AbandonedPerThousand = 5;
    private readonly RandomStream _random = RandomStream.Of(seed, "sessions");

    public int Clients => 32;

    public PlannedOperation Next(long due, short? subject)
    {
        var read = _random.Next(100) < ReadsPerHundred;
        return new PlannedOperation(
            due,
            _random.Next(Clients),
            read ? OperationKind.ReadSession : OperationKind.WriteSession,
            subject ?? _random.Next(DrawnPerUser * users),
            _random.Next(Fields),
            _random.Next(1000) < AbandonedPerThousand && !read ? Delivery.Abandon : Delivery.None);
    }
}
