using StackExchange.Redis;

namespace Aspire.Hosting.Execution;

/// <summary>Health checks that ask a server something, over a connection of its own.</summary>
internal static class HealthQuestion
{
    /// <summary>Judges a resource's health by the answer.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="key">The key of the check.</param>
    /// <param name="question">What is asked, for people.</param>
    /// <param name="ask">Asks; what it returns is wrong with the answer.</param>
    internal static IResourceBuilder<T> Add<T>(
        IResourceBuilder<T> builder, string key, string question, Func<CancellationToken, Task<string?>> ask) where T : IResource
    {
        builder.ApplicationBuilder.Services.AddHealthChecks().AddAsyncCheck(key, async cancellationToken =>
        {
            try
            {
                var fault = await ask(cancellationToken).ConfigureAwait(false);
                return fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{question} {fault}.");
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested
                && exception is DbException or RedisException or HttpRequestException or TimeoutException or TaskCanceledException)
            {
                return HealthCheckResult.Unhealthy($"{question} got no answer: {exception.Message}");
            }
        });
        return builder.WithHealthCheck(key);
    }
}
