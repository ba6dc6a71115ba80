using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Embedded.Integrations;

/// <summary>Healthy when a call to the server succeeds in time.</summary>
internal sealed class ConnectionHealthCheck(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> call) : IHealthCheck
{
    /// <summary>A server that takes longer is not one to send work to.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // A client that is told to give up may first tell a server that does not answer, which takes Npgsql two seconds.
            await call(services, cancellationToken).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        // One line in the log at each probe of an outage, not one stack trace. A time-out is for the caller, who set it.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message);
        }
    }
}

internal static class ConnectionHealthChecks
{
    public static void AddConnectionHealthCheck(
        this IServiceCollection services, string name, Func<IServiceProvider, CancellationToken, Task> call) =>
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            name, provider => new ConnectionHealthCheck(provider, call), failureStatus: null, tags: null, ConnectionHealthCheck.Timeout));
}
