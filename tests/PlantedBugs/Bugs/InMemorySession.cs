using AspireStateless.Api.Accounts;
using AspireStateless.Api.Sessions;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Keeps sessions in the process: another replica, and the same after a restart, knows none of them.</summary>
internal sealed class InMemorySession(IOptions<SessionsOptions> options, TimeProvider time) : ISessions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionId, Entry> _sessions = []; // under the lock
    private readonly Dictionary<Username, int> _passwords = []; // under the lock

    public static void Plant(IServiceCollection services) => services.AddSingleton<ISessions, InMemorySession>();

    public Task<DateTimeOffset?> OpenAsync(
        SessionId id, int passwordNumber, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (passwordNumber < _passwords.GetValueOrDefault(id.User))
            {
                return Task.FromResult<DateTimeOffset?>(null);
            }

            var cap = time.GetUtcNow() + options.Value.Cap;
            var session = SessionContent.New(id.User, fields, EndOf(cap));
            _sessions[id] = new(session, cap, passwordNumber);
            return Task.FromResult<DateTimeOffset?>(session.ExpiresAt);
        }
    }

    public Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Use(id)?.Session);
        }
    }

    public Task<SessionChange> ChangeAsync(SessionId id, SessionPatch patch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Use(id) is not { } entry)
            {
                return Task.FromResult(new SessionChange(SessionOutcome.Ended));
            }

            var change = entry.Session.Change(patch, options.Value.MaxFields);
            if (change.Session is { } changed)
            {
                _sessions[id] = entry with { Session = changed };
            }

            return Task.FromResult(change);
        }
    }

    public Task EndAsync(SessionId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _sessions.Remove(id);
        }

        return Task.CompletedTask;
    }

    public Task EndOlderAsync(Username user, int passwordNumber, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _passwords[user] = passwordNumber;
        }

        return Task.CompletedTask;
    }

    private Entry? Use(SessionId id)
    {
        if (!_sessions.TryGetValue(id, out var entry))
        {
            return null;
        }

        if (entry.Session.ExpiresAt <= time.GetUtcNow() || entry.PasswordNumber < _passwords.GetValueOrDefault(id.User))
        {
            _sessions.Remove(id);
            return null;
        }

        return _sessions[id] = entry with { Session = entry.Session with { ExpiresAt = EndOf(entry.Cap) } };
    }

    private DateTimeOffset EndOf(DateTimeOffset cap)
    {
        var end = time.GetUtcNow() + options.Value.Lifetime;
        return end < cap ? end : cap;
    }

    private sealed record Entry(Session Session, DateTimeOffset Cap, int PasswordNumber);
}
