using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace AspireStateless.Api.Keys;

/// <summary>Data Protection's own key manager, except that it looks again when told to and not only once a day.</summary>
internal sealed class ReloadableKeyManager(XmlKeyManager keys) : IKeyManager
{
    private volatile CancellationTokenSource _unchanged = new();
    private volatile KnownFaults? _known;

    /// <summary>What was cached of the ring is out of date.</summary>
    public void Reload()
    {
        var old = Interlocked.Exchange(ref _unchanged, new());
        old.Cancel();
    }

    /// <summary>
    /// For every key of the ring why it cannot be used here, that its certificate is missing for example; null for one that can. Data
    /// Protection itself would try for two seconds, and then throw.
    /// </summary>
    public IReadOnlyDictionary<Guid, string?> Faults
    {
        get
        {
            var unchanged = _unchanged;
            if (_known is not { } known || known.Of != unchanged)
            {
                _known = known = new(GetAllKeys().ToDictionary(key => key.KeyId, FaultOf), unchanged);
            }

            return known.Faults;
        }
    }

    public CancellationToken GetCacheExpirationToken() => _unchanged.Token;

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        keys.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    public void RevokeKey(Guid keyId, string? reason = null) => keys.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => keys.RevokeAllKeys(revocationDate, reason);

    private static string? FaultOf(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is null ? "its algorithm is not known" : null;
        }
        catch (Exception exception) // Read and decrypted only now, by whatever its row names.
        {
            return exception.Message;
        }
    }

    /// <param name="Of">Replaced when the ring was read anew.</param>
    private sealed record KnownFaults(IReadOnlyDictionary<Guid, string?> Faults, CancellationTokenSource Of);
}
