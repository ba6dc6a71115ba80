using StackExchange.Redis;

namespace AspireStateless.Embedded.Tests.Stores;

/// <summary>Redis servers of this machine.</summary>
public sealed class RedisTests
{
    [Fact]
    public async Task Data_in_a_volume_outlives_a_kill_and_the_application()
    {
        using var data = new TemporaryFolder();
        await using (var app = await WithVolume(data).StartAsync())
        {
            var before = await HealthyAsync(app);
            await SetAsync(app, "written before a kill");
            before.Kill();
            var dead = await app.ReachesAsync("redis", KnownResourceStates.Exited);
            Assert.Equal(137, dead.Snapshot.ExitCode);

            Assert.True((await app.CommandAsync("redis", KnownResourceCommands.StartCommand)).Success);
            var after = await HealthyAsync(app);
            Assert.Equal((before.ResourceId, before.Snapshot.Urls[0].Url), (after.ResourceId, after.Snapshot.Urls[0].Url));
            Assert.Equal("written before a kill", await GetAsync(app));
        }

        await using var next = await WithVolume(data).StartAsync();
        await HealthyAsync(next);
        Assert.Equal("written before a kill", await GetAsync(next));
    }

    [Fact]
    public async Task Without_a_volume_the_data_goes_with_the_application()
    {
        using var data = new TemporaryFolder();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var builder = Graph.New($"--Data={data.Path}");
            builder.AddRedis("redis");
            await using var app = await builder.StartAsync();
            await HealthyAsync(app);
            Assert.Null(await GetAsync(app));
            await SetAsync(app, "gone at the end");
        }
    }

    [Fact]
    public async Task A_password_that_was_given_is_the_one_that_opens_it()
    {
        var builder = Graph.New("--Parameters:own=from-outside");
        builder.AddRedis("redis", password: builder.AddParameter("own", secret: true));
        await using var app = await builder.StartAsync();
        await HealthyAsync(app);

        await SetAsync(app, "open");

        Assert.EndsWith(",password=from-outside", await ConnectionStringAsync(app), StringComparison.Ordinal);
        Assert.Equal("open", await GetAsync(app));
    }

    [Fact]
    public async Task A_stopped_server_is_Exited_and_a_container_to_people()
    {
        var builder = Graph.New();
        builder.AddRedis("redis");
        await using var app = await builder.StartAsync();
        var running = await HealthyAsync(app);

        await app.CommandAsync("redis", KnownResourceCommands.StopCommand);

        Assert.Equal((KnownResourceStates.Exited, 0), (app.Now("redis").Snapshot.State?.Text, app.Now("redis").Snapshot.ExitCode));
        Assert.Equal("Container", running.Snapshot.ResourceType);
    }

    private static IDistributedApplicationBuilder WithVolume(TemporaryFolder data)
    {
        var builder = Graph.New($"--Data={data.Path}");
        builder.AddRedis("redis").WithDataVolume().WithArgs("--appendonly", "yes", "--appendfsync", "always");
        return builder;
    }

    private static Task<ResourceEvent> HealthyAsync(DistributedApplication app) =>
        app.ResourceNotifications.WaitForResourceHealthyAsync("redis", Deadline.Token);

    private static Task<string?> ConnectionStringAsync(DistributedApplication app) =>
        Aspire.Hosting.Testing.DistributedApplicationHostingTestingExtensions.GetConnectionStringAsync(app, "redis", Deadline.Token).AsTask();

    private static async Task SetAsync(DistributedApplication app, string value)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(await ConnectionStringAsync(app));
        Assert.True(await redis.GetDatabase().StringSetAsync("key", value));
    }

    private static async Task<string?> GetAsync(DistributedApplication app)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(await ConnectionStringAsync(app));
        return await redis.GetDatabase().StringGetAsync("key");
    }
}
