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

    private Answer? _last;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Another one whenever the ring was read.
        var of = keys.GetCacheExpirationToken();
        if (_last is not { } last || last.Of != of)
        {
            _last = last = new(Check(), of);
        }

        return Task.FromResult(last.Result);
    }

    private HealthCheckResult Check()
    {
        var faults = new List<string>();
        foreach (var key in keys.GetAllKeys().Where(IsNeeded))
        {
            if (ReloadableKeyManager.FaultOf(key) is { } fault)
            {
                faults.Add($"The key {key.KeyId} cannot be used here: {fault}");
            }
        }

        return faults.Count > 0 ? HealthCheckResult.Unhealthy(string.Join(' ', faults))
            : table.PassedOver.Count > 0 ? HealthCheckResult.Degraded(string.Join(' ', table.PassedOver))
            : HealthCheckResult.Healthy();
    }

    private bool IsNeeded(IKey key) => !key.IsRevoked && key.ExpirationDate + SessionMax > time.GetUtcNow();

    private sealed record Answer(HealthCheckResult Result, CancellationToken Of);
}
