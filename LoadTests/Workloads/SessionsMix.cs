using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws who reads a session, or writes which of its fields: several clients share each session.</summary>
/// <param name="sessions">How many sessions there are.</param>
internal sealed class SessionsMix(ulong seed, int sessions) : IMix
{
    public const int PerUser = 3;
    public const int Fields = 3;
    private const int ReadsPerHundred = 60;
    private const int AbandonedPerThousand = 5;
    private readonly RandomStream _random = RandomStream.Of(seed, "sessions");

    public int Clients => 32;

    public PlannedOperation Next(long due, short? subject)
    {
        bool read = _random.Next(100) < ReadsPerHundred;
        return new PlannedOperation(
            due,
            Workload: 0,
            _random.Next(Clients),
            read ? OperationKind.ReadSession : OperationKind.WriteSession,
            subject ?? (short)_random.Next(sessions),
            (short)_random.Next(Fields),
            _random.Next(1000) < AbandonedPerThousand && !read ? Twist.Abandon : Twist.None,
            Aim: -1);
    }
}
