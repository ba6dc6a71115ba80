using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Migrations;
using AspireStateless.Api.Storage.Postgres;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AspireStateless.Api.Keys;

/// <summary>
/// One ring of keys for all replicas, in Postgres: made once by whoever comes first, read by everyone before the first request, renewed
/// by one, and learned by the others at the latest when they meet a token that was made with it.
/// </summary>
internal sealed class KeyRing(
    KeyTable table,
    ReloadableKeyManager keys,
    IKeyRingProvider ring,
    PostgresStore postgres,
    Schema schema,
    IOptions<KeysOptions> options,
    TimeProvider time)
    : IDatabaseSeed
{
    // Data Protection uses a key up to five minutes before its time, in case clocks differ.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // So that tokens with keys that nobody has do not become questions to the database.
    private static readonly TimeSpan LearnInterval = TimeSpan.FromSeconds(1);

    // Data Protection goes on with what it had while it looks again in the background, which takes it some milliseconds.
    private static readonly TimeSpan TakeOverLimit = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private Task? _learning; // under the lock
    private long _learnedAt; // under the lock

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Reads the ring, and makes the key that is due. Runs under the lock of the schema's upgrade.</summary>
    public async Task SeedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await table.ReadAsync(connection, cancellationToken))
        {
            keys.Reload();
        }

        if (NewKeyIsDue() is not { } activation)
        {
            return;
        }

        keys.CreateNewKey(activation, activation + options.Value.Lifetime);
        await table.InsertCreatedAsync(connection, cancellationToken);
        await table.ReadAsync(connection, cancellationToken);
        keys.Reload();
    }

    /// <summary>Makes sure that there is a key to make tokens with.</summary>
    /// <exception cref="StoreUnavailableException">This replica can use none of the ring.</exception>
    public void RequireUsable()
    {
        schema.RequireReady();
        if (keys.Faults.Values.All(fault => fault is not null))
        {
            throw new StoreUnavailableException(definite: true, "This replica can use no key of the ring.");
        }
    }

    /// <summary>Makes sure that the key of a token is known, if it exists.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be asked for, or not be used here.</exception>
    public async Task LearnKeyOfAsync(string token, CancellationToken cancellationToken)
    {
        schema.RequireReady();
        if (TokenHeader.KeyOf(token) is not { } key || IsKnown(key))
        {
            return;
        }

        // One look for all who wait, and none for who comes right after it: the key of their token is not there.
        Task learning;
        lock (_lock)
        {
            if (_learnedAt != 0 && time.GetElapsedTime(_learnedAt) <= LearnInterval)
            {
                return;
            }

            learning = _learning ??= Task.Run(LearnAsync, CancellationToken.None);
        }

        await learning.WaitAsync(cancellationToken);
        await BecomesKnownAsync(key, cancellationToken);
    }

    /// <summary>Whether the last key ends so soon that the next should be made.</summary>
    public bool IsDue => NewKeyIsDue() is not null;

    /// <summary>Reads the ring again, and lets a key take over whose time has come.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await table.ReadAsync(postgres, cancellationToken);
        keys.Reload();
        lock (_lock)
        {
            _learnedAt = time.GetTimestamp();
        }
    }

    // For all who wait, so none of them can cancel it.
    private async Task LearnAsync()
    {
        try
        {
            await RefreshAsync(CancellationToken.None);
        }
        finally
        {
            lock (_lock)
            {
                _learning = null;
            }
        }
    }

    private bool IsKnown(Guid key)
    {
        RequireUsable();
        if (!keys.Faults.TryGetValue(key, out var fault))
        {
            return false;
        }

        return fault is null
            ? ring.GetCurrentKeyRing().GetAuthenticatedEncryptorByKeyId(key, out _) is not null
            : throw new StoreUnavailableException(definite: true, "This replica cannot use the key of the token.");
    }

    private async Task BecomesKnownAsync(Guid key, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (keys.Faults.ContainsKey(key) && !IsKnown(key) && time.GetElapsedTime(since) < TakeOverLimit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), time, cancellationToken);
        }
    }

    // The first key is good at once: until it is there, no replica is ready. A later one waits until every replica has looked twice.
    private DateTimeOffset? NewKeyIsDue()
    {
        var last = keys.GetAllKeys().Where(key => !key.IsRevoked).Select(key => (DateTimeOffset?)key.ExpirationDate).Max();
        var notice = ClockTolerance + (2 * options.Value.RefreshPeriod);
        return last is null || last <= Now ? Now
            : last - Now < 2 * notice ? Now + notice
            : null;
    }
}
