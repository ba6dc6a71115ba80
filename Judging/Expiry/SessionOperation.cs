using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Expiry;

internal enum SessionOperationKind : byte
{
    /// <summary>The login that opened it.</summary>
    Open,

    /// <summary>Found the session, and so began its lifetime anew; or may have, where the outcome is unknown.</summary>
    Touch,

    /// <summary>Did not find it.</summary>
    Missed,

    /// <summary>Ended it: a logout, or a change of the password.</summary>
    Delete,
}

/// <summary>One operation on one session. What reads a session touches it.</summary>
/// <param name="End"><see cref="Attempt.Open"/> where the outcome of a touch or a delete is unknown.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SessionOperation(SessionOperationKind Kind, long Start, long End, int Source) : IOperation
{
    /// <summary>A touch or a delete of unknown outcome.</summary>
    public bool IsOptional => End == Attempt.Open;

    public static SessionOperation Open(long start, long end, int source = -1) => new(SessionOperationKind.Open, start, end, source);

    public static SessionOperation Touch(long start, long end, int source = -1) => new(SessionOperationKind.Touch, start, end, source);

    public static SessionOperation Missed(long start, long end, int source = -1) => new(SessionOperationKind.Missed, start, end, source);

    public static SessionOperation Delete(long start, long end, int source = -1) => new(SessionOperationKind.Delete, start, end, source);
}

/// <summary>How long sessions live. All are nanoseconds.</summary>
/// <param name="Lifetime">From the last touch.</param>
/// <param name="Slack">So much longer it may live.</param>
/// <param name="Cap">From the login, whatever touched it.</param>
/// <param name="Epsilon">How far the store's clock may be from the record's, in either direction.</param>
internal readonly record struct ExpiryRule(long Lifetime, long Slack, long Cap, long Epsilon);

/// <summary>What the windows say of one session. Of one that breaks a rule not all answers are counted.</summary>
/// <param name="Broken">Null when no rule is broken; otherwise one that is, with at most two operations.</param>
/// <param name="Alive">To how many answers the session had to be there.</param>
/// <param name="Dead">To how many it had to be gone.</param>
internal readonly record struct ExpiryResult(RuleBreak? Broken, int Alive, int Dead)
{
    /// <summary>To how many only one answer was right.</summary>
    public int Decisive => Alive + Dead;
}
