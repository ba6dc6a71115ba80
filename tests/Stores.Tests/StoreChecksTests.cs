using AspireStateless.Stores.Watch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Stores.Tests;

public sealed class StoreChecksTests
{
    [Fact]
    public async Task A_store_that_comes_a_moment_after_the_question_is_healthy_by_the_first_answer()
    {
        var asked = 0;
        Assert.Equal(HealthStatus.Healthy, await AnswerAsync(() => ++asked == 4));
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task A_store_that_stays_away_is_not() => Assert.Equal(HealthStatus.Unhealthy, await AnswerAsync(() => false));

    private static async Task<HealthStatus> AnswerAsync(Func<bool> isThere)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddStoreCheck("store", _ => Task.FromResult(isThere() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy()));
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return report.Status;
    }
}
