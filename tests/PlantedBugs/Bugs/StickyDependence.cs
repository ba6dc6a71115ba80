using System.Collections.Concurrent;
using AspireStateless.Api.Sessions;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Shares who is logged in, and keeps what is in a session in the process that changed it: right as long as a load balancer sends a client
/// to the same replica and that one lives.
/// </summary>
internal sealed class StickyDependence(ISessions correct, IOptions<SessionsOptions> options) : AroundSessions(correct)
{
    private readonly ConcurrentDictionary<SessionId, Session> _contents = new();

    public static void Plant(IServiceCollection services) => services.Wrap<ISessions, StickyDependence>();

    public override async Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var expiresAt = await Correct.OpenAsync(id, passwordNumber, NoFields, cancellationToken);
        if (expiresAt is { } end)
        {
            _contents[id] = SessionContent.New(id.User, fields, end);
        }

        return expiresAt;
    }

    public override async Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken) =>
        await Correct.UseAsync(id, cancellationToken) is { } shared
            ? _contents.GetValueOrDefault(id, shared) with { ExpiresAt = shared.ExpiresAt }
            : null;

    public override async Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken)
    {
        if (await Correct.UseAsync(id, cancellationToken) is not { } shared)
        {
            return new(SessionOutcome.Ended);
        }

        while (true)
        {
            var content = _contents.GetOrAdd(id, shared);
            var change = content.Change(patch, options.Value.MaxFields);
            if (change.Session is not { } changed || _contents.TryUpdate(id, changed, content))
            {
                return change with { Session = change.Session is null ? null : change.Session with { ExpiresAt = shared.ExpiresAt } };
            }
        }
    }

    public override Task EndAsync(SessionId id, CancellationToken cancellationToken)
    {
        _contents.TryRemove(id, out _);
        return Correct.EndAsync(id, cancellationToken);
    }
}
