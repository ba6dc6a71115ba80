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
    NpgsqlDataSource dataSource,
    Schema schema,
    IOptions<KeysOptions> options,
    TimeProvider time)
    : IDatabaseSeed
{
    // Data Protection uses a key up to five minutes before its time, in case clocks differ.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // So that tokens with keys that nobody has do not become questions to the database.
    private static readonly TimeSpan LearnInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _learning = new(1);
    private long _learnedAt;

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Reads the ring, and makes the key that is due. Runs under the lock of the schema's upgrade.</summary>
    public async Task SeedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ReadAsync(connection, cancellationToken);
        if (NewKeyIsDue() is not { } activation)
        {
            return;
        }

        keys.CreateNewKey(activation, activation + options.Value.Lifetime);
        await table.InsertCreatedAsync(connection, cancellationToken);
        await ReadAsync(connection, cancellationToken);
    }

    /// <summary>Makes sure that the key of a token is known, if it exists.</summary>
    /// <exception cref="Storage.StoreUnavailableException">It is not known and cannot be asked for.</exception>
    public async Task LearnKeyOfAsync(string token, CancellationToken cancellationToken)
    {
        schema.RequireReady();
        if (TokenHeader.KeyOf(token) is not { } key || IsKnown(key))
        {
            return;
        }

        await _learning.WaitAsync(cancellationToken);
        try
        {
            if (!IsKnown(key) && time.GetElapsedTime(Interlocked.Read(ref _learnedAt)) > LearnInterval)
            {
                await RefreshAsync(cancellationToken);
                await BecomesKnownAsync(key, cancellationToken);
            }
        }
        catch (Exception exception) when (PostgresFailure.IsOfCall(exception))
        {
            throw PostgresFailure.Classify(exception, sent: false);
        }
        finally
        {
            _learning.Release();
        }
    }

    /// <summary>Whether the last key ends so soon that the next should be made.</summary>
    public bool IsDue => NewKeyIsDue() is not null;

    /// <summary>Reads the ring again, and lets a key take over whose time has come.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ReadAsync(connection, cancellationToken);
        keys.Reload();
        Interlocked.Exchange(ref _learnedAt, time.GetTimestamp());
    }

    private bool IsKnown(Guid key) => ring.GetCurrentKeyRing().GetAuthenticatedEncryptorByKeyId(key, out _) is not null;

    // Data Protection goes on with what it had while it looks again in the background.
    private async Task BecomesKnownAsync(Guid key, CancellationToken cancellationToken)
    {
        if (keys.GetAllKeys().All(known => known.KeyId != key))
        {
            return;
        }

        while (!IsKnown(key))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), time, cancellationToken);
        }
    }

    private async Task ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await table.ReadAsync(connection, cancellationToken))
        {
            keys.Reload();
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
