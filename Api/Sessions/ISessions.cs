namespace AspireStateless.Api.Sessions;

/// <summary>The sessions, shared by all replicas. Every method throws <see cref="Storage.StoreUnavailableException"/>.</summary>
internal interface ISessions
{
    /// <summary>Opens a session.</summary>
    /// <param name="passwordNumber">The number of the password that opens it.</param>
    /// <returns>When it ends unless it is used; null if the password was changed meanwhile.</returns>
    Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken);

    /// <summary>Reads a session and begins its lifetime anew, in one step.</summary>
    /// <returns>Null when there is none, or no more.</returns>
    Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>Changes some fields and leaves the others as they are; begins the lifetime anew.</summary>
    Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken);

    /// <summary>Ends a session everywhere.</summary>
    Task EndAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>Ends every session of a user that was opened with an older password.</summary>
    Task EndOlderAsync(Username user, int passwordNumber, CancellationToken cancellationToken);
}

/// <summary>A change of a session.</summary>
/// <param name="IfVersions">Change nothing unless the session has one of these versions; null for any.</param>
internal sealed record SessionPatch(
    IReadOnlyDictionary<string, string> Set, IReadOnlyCollection<string> Remove, IReadOnlyList<long>? IfVersions);

/// <summary>What became of a change.</summary>
/// <param name="Session">The session after it; null unless it was made.</param>
internal sealed record SessionChange(SessionOutcome Outcome, Session? Session = null);

internal enum SessionOutcome
{
    Changed,

    /// <summary>There is no such session, or no more.</summary>
    Ended,

    /// <summary>It has another version than the change asked for.</summary>
    OtherVersion,

    /// <summary>It would have more fields than <see cref="SessionsOptions.MaxFields"/>.</summary>
    TooManyFields,
}
