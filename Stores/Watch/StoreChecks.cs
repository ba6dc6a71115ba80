using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Stores.Watch;

/// <summary>Health checks of stores that start.</summary>
internal static class StoreChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Registers a check that asks for a second before it says no. Aspire asks what is not healthy again after one second, then two, then
    /// three: a store that is there a moment after the question would be waited for that long.
    /// </summary>
    public static void AddStoreCheck(
        this IServiceCollection services, string key, Func<CancellationToken, Task<HealthCheckResult>> check) =>
        services.AddHealthChecks().AddAsyncCheck(key, async token =>
        {
            var begun = Stopwatch.GetTimestamp();
            while (true)
            {
                var result = await check(token);
                if (result.Status == HealthStatus.Healthy || Stopwatch.GetElapsedTime(begun) > Patience)
                {
                    return result;
                }

                await Task.Delay(AskAgainAfter, token);
            }
        });
}
