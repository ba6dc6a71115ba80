using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>
/// A Redis that was a replica of another for a while: what its client library believes of it has to follow, for every command.
/// </summary>
[Collection(Timed.Collection)]
public sealed class StoreRoleTests(Stores stores)
{
    [Theory]
    [InlineData("SCRIPT FLUSH", "CLIENT KILL TYPE normal")]
    // Its connections stay: for a while nothing is written, nor even read (MASTERDOWN).
    [InlineData("CONFIG SET replica-serve-stale-data no")]
    public async Task Full_service_is_back_within_three_seconds_of_the_promotion(params string[] meanwhile)
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        var user = await scene.Client.EnterAsync();
        await scene.Redis.SendAsync("REPLICAOF 127.0.0.1 1");
        foreach (var command in meanwhile)
        {
            await scene.Redis.SendAsync(command);
        }

        // Refused by the library and not by Redis: it has looked who Redis is.
        await Condition.BecomesTrueAsync(
            async () => (await HealthAsync(scene)).Contains("Redis cannot be reached", StringComparison.Ordinal),
            "the library knows a replica");

        await scene.Redis.SendAsync("REPLICAOF NO ONE");

        Assert.InRange(
            await Condition.BecomesTrueAsync(
                async () =>
                {
                    using var response = await scene.Client.SendAsync(user, HttpMethod.Post, "/logout");
                    return response.StatusCode == HttpStatusCode.NoContent;
                },
                "log-out works"),
            TimeSpan.Zero,
            Promise.RecoveryLimit);
        Assert.InRange(await scene.ServesAgainAsync(), TimeSpan.Zero, Promise.RecoveryLimit);
        Assert.Contains("\"redis\":\"Healthy\"", await HealthAsync(scene), StringComparison.Ordinal);
    }

    private static async Task<string> HealthAsync(ReplicaAndStore scene)
    {
        using var health = await scene.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        return await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
