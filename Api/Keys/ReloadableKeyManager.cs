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

    public CancellationToken GetCacheExpirationToken() => _unchanged.Token;

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        keys.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    public void RevokeKey(Guid keyId, string? reason = null) => keys.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => keys.RevokeAllKeys(revocationDate, reason);
}
