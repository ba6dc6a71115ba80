using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Keeps sessions in the process: another replica, and the same after a restart, knows none of them.</summary>
internal sealed class InMemorySession(IOptions<SessionsOptions> options, TimeProvider time) : ISessions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionId, Entry> _sessions = []; // under the lock
    private readonly Dictionary<Username, int> _passwords = []; // under the lock

    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<ISessions, InMemorySession>();
        services.AddSingleton<RedisSessions>();
        services.Wrap<ICarts, CartsOfKnown>();
    }

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

    /// <summary>
    /// Changes carts for the sessions that this process knows. They get into Redis when the step that changes a cart misses them.
    /// </summary>
    private sealed class CartsOfKnown(ICarts correct, ISessions known, RedisSessions redis) : AroundCarts(correct)
    {
        // Redis hears of no other, so that a change of the password ends nothing there.
        private const int PasswordNumber = 1;

        private static readonly Dictionary<string, string> NoFields = [];

        public override async Task<CartChanged> ChangeAsync(
            SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken)
        {
            if (await known.UseAsync(session, cancellationToken) is null)
            {
                return new(CartOutcome.SessionEnded);
            }

            var changed = await Correct.ChangeAsync(session, change, key, cancellationToken);
            if (changed.Outcome != CartOutcome.SessionEnded)
            {
                return changed;
            }

            await BeforeAnyEffect.RunAsync(redis.OpenAsync(session, PasswordNumber, NoFields, cancellationToken));
            return await Correct.ChangeAsync(session, change, key, cancellationToken);
        }
    }

    private sealed record Entry(Session Session, DateTimeOffset Cap, int PasswordNumber);
}
