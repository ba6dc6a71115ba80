using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Api.Keys;

/// <summary>
/// Whether this replica can use every key of the ring: the token of a session may be made with any. What nobody can read is told, and
/// keeps no replica from work.
/// </summary>
internal sealed class KeyRingCheck(KeyTable table, ReloadableKeyManager keys, TimeProvider time) : IHealthCheck
{
    // No session lives longer (Sessions:Cap), so nobody needs a key that ended before.
    private static readonly TimeSpan SessionMax = TimeSpan.FromDays(365);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var unusable = keys.Faults.Where(key => key.Value is not null)
            .IntersectBy(keys.GetAllKeys().Where(IsNeeded).Select(key => key.KeyId), key => key.Key)
            .Select(key => $"The key {key.Key} cannot be used here: {key.Value}")
            .ToList();
        return Task.FromResult(unusable.Count > 0 ? HealthCheckResult.Unhealthy(string.Join(' ', unusable))
            : table.PassedOver.Count > 0 ? HealthCheckResult.Degraded(string.Join(' ', table.PassedOver))
            : HealthCheckResult.Healthy());
    }

    private bool IsNeeded(IKey key) => !key.IsRevoked && key.ExpirationDate + SessionMax > time.GetUtcNow();
}
