using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>Whether the database has the tables that this code needs, and nothing that it cannot live with.</summary>
internal sealed class Schema : IHealthCheck
{
#pragma warning disable STATE002 // What Postgres answered this process at its start; no request is in it.
    private volatile string? _missing = "The schema is not ready yet.";
#pragma warning restore STATE002

    public void BecomeReady() => _missing = null;

    /// <param name="reason">A sentence for clients and operators.</param>
    public void Refuse(string reason) => _missing = reason;

    /// <exception cref="StoreUnavailableException">Not ready, or refused; nothing was sent.</exception>
    public void RequireReady()
    {
        if (_missing is { } reason)
        {
            throw new StoreUnavailableException(definite: true, reason);
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_missing is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy());
}
