using System.Runtime.InteropServices;

namespace AspireStateless.Judging.Contracts;

/// <summary>One operation on a session that is only changed on conditions, with its answer.</summary>
/// <param name="Change">What was to be written on which condition; see <see cref="ConditionalChange"/>. 0 of a read.</param>
/// <param name="Answer">The session after it, where it was told.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ConditionalOperation(
    long Start, long End, ConditionalResult Result, long Change, SessionState Answer, int Source) : IOperation
{
    public bool IsOptional => Result == ConditionalResult.Unknown;

    /// <returns>Null for an attempt that certainly changed nothing and says nothing.</returns>
    public static ConditionalOperation? Of(in Attempt attempt, int index)
    {
        var shown = new SessionState(attempt.Version, attempt.Value);
        return (attempt.Kind, attempt.Outcome, attempt.Status) switch
        {
            (OperationKind.ReadIfSession, Outcome.Ok, _) => new(attempt.Start, attempt.End, ConditionalResult.Read, 0, shown, index),
            (OperationKind.ChangeIf, Outcome.Ok, _) =>
                new(attempt.Start, attempt.End, ConditionalResult.Changed, attempt.Argument, shown, index),
            (OperationKind.ChangeIf, Outcome.Failed, ContractPromise.Stale) =>
                new(attempt.Start, attempt.End, ConditionalResult.Stale, attempt.Argument, default, index),
            (OperationKind.ChangeIf, Outcome.Unknown, _) =>
                new(attempt.Start, Attempt.Open, ConditionalResult.Unknown, attempt.Argument, default, index),
            _ => null,
        };
    }
}

/// <summary>What is known of a session: its version, and the number of the last write, 0 for none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SessionState(long Version, long Write);

/// <summary>What an operation was answered.</summary>
internal enum ConditionalResult : byte
{
    /// <summary>Nothing that decides.</summary>
    Unknown,
    Read,
    Changed,

    /// <summary>Its condition was not met.</summary>
    Stale,
}
