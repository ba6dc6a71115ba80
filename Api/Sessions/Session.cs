namespace AspireStateless.Api.Sessions;

/// <summary>A session as it was right after the call that answered with it.</summary>
/// <param name="Versions">The session's version at the last change of each field.</param>
/// <param name="Version">How often it was changed; 1 when it is opened.</param>
/// <param name="ExpiresAt">When it ends unless it is used before, by the clock of the store.</param>
internal sealed record Session(
    Username User,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyDictionary<string, long> Versions,
    long Version,
    DateTimeOffset ExpiresAt);
