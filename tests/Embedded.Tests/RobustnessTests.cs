using Aspire.Hosting.Testing;

namespace AspireStateless.Embedded.Tests;

/// <summary>Many applications at once, and parts that do not work.</summary>
public sealed class RobustnessTests
{
    [Fact]
    public async Task Ten_applications_start_at_once_and_share_no_port()
    {
        var applications = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
        {
            var builder = Graph.New();
            builder.AddRedis("redis");
            builder.AddSample().WithExplicitStart();
            return builder.StartAsync();
        }));

        var ports = applications.SelectMany(app => new[] { app.GetEndpoint("sample").Port, app.GetEndpoint("redis", "tcp").Port }).ToList();
        foreach (var app in applications)
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync("redis", Deadline.Token);
            await app.DisposeAsync();
        }

        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public async Task A_store_that_dies_while_it_starts_says_why_and_fails_who_waits_for_it()
    {
        var builder = Graph.New();
        var redis = builder.AddRedis("redis").WithArgs("--no-such-option", "1");
        builder.AddSample().WaitFor(redis);
        await using var app = await builder.StartAsync();

        var dead = await app.ReachesAsync("redis", KnownResourceStates.Exited);

        Assert.Equal(1, dead.Snapshot.ExitCode);
        await app.PrintsAsync(dead.ResourceId, "no-such-option");
        await app.ReachesAsync("sample", KnownResourceStates.FailedToStart);
    }
}
