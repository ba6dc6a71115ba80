namespace AspireStateless.Judging.Tokens;

/// <summary>What can be wrong with one use of a token.</summary>
[Flags]
internal enum TokenWrong
{
    None = 0,

    /// <summary>Accepted as somebody else's.</summary>
    Swapped = 1,

    /// <summary>Rejected though nothing can have ended it: a key of one process, or a session that is lost.</summary>
    Lost = 2,

    /// <summary>Accepted after its end was acknowledged: revocation is not shared.</summary>
    NotRevoked = 4,

    /// <summary>Accepted after it had been rejected: replicas do not agree.</summary>
    Back = 8,
}
