using AspireStateless.Api.Sessions;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>Does what the correct part does, except where it is overridden.</summary>
internal abstract class AroundSessions(ISessions correct) : ISessions
{
    protected static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>(StringComparer.Ordinal);

    protected ISessions Correct { get; } = correct;

    public virtual Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken) =>
        Correct.OpenAsync(id, passwordNumber, fields, cancellationToken);

    public virtual Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken) => Correct.UseAsync(id, cancellationToken);

    public virtual Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken) =>
        Correct.ChangeAsync(id, patch, cancellationToken);

    public virtual Task EndAsync(SessionId id, CancellationToken cancellationToken) => Correct.EndAsync(id, cancellationToken);

    public virtual Task EndOlderAsync(Username user, int passwordNumber, CancellationToken cancellationToken) =>
        Correct.EndOlderAsync(user, passwordNumber, cancellationToken);
}
