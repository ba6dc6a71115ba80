using System.Data.Common;
using StackExchange.Redis;

namespace Aspire.Hosting.Execution;

/// <summary>A health check that asks a server something, over a connection of its own.</summary>
/// <param name="question">What is asked, for people.</param>
/// <param name="ask">Asks; what it returns is wrong with the answer.</param>
internal sealed class HealthQuestion(string question, Func<CancellationToken, Task<string?>> ask) : IHealthCheck
{
    /// <summary>Judges a resource's health by the answer.</summary>
    internal static IResourceBuilder<T> Add<T>(
        IResourceBuilder<T> builder, string key, string question, Func<CancellationToken, Task<string?>> ask)
        where T : IResource
    {
        builder.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, new HealthQuestion(question, ask));
        return builder.WithHealthCheck(key);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ask(cancellationToken).ConfigureAwait(false) is { } fault
                ? HealthCheckResult.Unhealthy($"{question} {fault}.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is DbException or RedisException or HttpRequestException or TimeoutException or TaskCanceledException)
        {
            return HealthCheckResult.Unhealthy($"{question} got no answer: {exception.Message}");
        }
    }
}
