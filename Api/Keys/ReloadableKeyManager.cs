using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace AspireStateless.Api.Keys;

/// <summary>Data Protection's own key manager, except that it looks again when told to and not only once a day.</summary>
internal sealed class ReloadableKeyManager(XmlKeyManager keys) : IKeyManager
{
    private CancellationTokenSource _unchanged = new();

    /// <summary>What was cached of the ring is out of date.</summary>
    public void Reload()
    {
        var old = Interlocked.Exchange(ref _unchanged, new());
        old.Cancel();
    }

    /// <returns>Why a key cannot be used here, that its certificate is missing for example; null for one that can.</returns>
    public static string? FaultOf(IKey key)
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

    /// <summary>Whether there is this key and this replica can use it.</summary>
    public bool CanUse(Guid id) => GetAllKeys().FirstOrDefault(key => key.KeyId == id) is { } known && FaultOf(known) is null;

    public CancellationToken GetCacheExpirationToken() => _unchanged.Token;

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        keys.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    public void RevokeKey(Guid keyId, string? reason = null) => keys.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => keys.RevokeAllKeys(revocationDate, reason);
}
