using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Embedded.Tests;

/// <summary>Health belongs to the resource, not to a replica.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData("Starting")]
    [InlineData("Stopping")]
    [InlineData("Finished")]
    public void Health_is_unknown_unless_running(string state) => Assert.Null(Snapshot(state).HealthStatus);

    [Fact]
    public void Running_without_checks_is_healthy() => Assert.Equal(HealthStatus.Healthy, Snapshot("Running").HealthStatus);

    [Fact]
    public void Running_with_a_check_that_has_not_run_is_unhealthy() =>
        Assert.Equal(HealthStatus.Unhealthy, Snapshot("Running", HealthStatus.Healthy, null).HealthStatus);

    [Fact]
    public void Otherwise_the_worst_report_counts() =>
        Assert.Equal(HealthStatus.Degraded, Snapshot("Running", HealthStatus.Healthy, HealthStatus.Degraded).HealthStatus);

    [Fact]
    public async Task An_http_check_is_one_request_through_the_proxy_and_every_replica_carries_its_report()
    {
        var builder = Graph.New();
        builder.AddSample().WithReplicas(2).WithHttpHealthCheck("/health");
        await using var app = await builder.StartAsync();

        var instances = await app.AllReachAsync("sample", KnownResourceStates.Running, count: 2);
        var reports = await Task.WhenAll(instances.Select(async instance =>
            (await app.FitsAsync(instance.ResourceId, snapshot => snapshot.HealthStatus == HealthStatus.Healthy)).Snapshot.HealthReports));

        Assert.Equal("sample_http_/health_200_check", Assert.Single(reports[0]).Name);
        Assert.Equal(reports[0], reports[1]);
    }

    [Fact]
    public async Task An_answer_of_another_status_is_unhealthy_and_says_so()
    {
        var builder = Graph.New();
        builder.AddSample().WithHttpHealthCheck("/nowhere");
        await using var app = await builder.StartAsync();

        var checkedOnce = await app.FitsAsync("sample", snapshot => snapshot.HealthReports is [{ Description: not null }]);

        Assert.Equal(HealthStatus.Unhealthy, checkedOnce.Snapshot.HealthStatus);
        Assert.Equal("GET /nowhere answered 404, not 200.", checkedOnce.Snapshot.HealthReports[0].Description);
    }

    [Fact]
    public void A_check_needs_an_endpoint_that_was_added_before()
    {
        var builder = Graph.New();
        var redis = builder.AddRedis("redis");

        var refused = Assert.Throws<DistributedApplicationException>(() => redis.WithHttpHealthCheck("/health"));

        Assert.Contains("'redis' has no endpoint named https or http", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_is_told_once_and_again_only_after_all_replicas_had_ended()
    {
        var readies = 0;
        var builder = Graph.New();
        var sample = builder.AddSample().WithReplicas(2);
        builder.Eventing.Subscribe<ResourceReadyEvent>(sample.Resource, (_, _) => Task.FromResult(Interlocked.Increment(ref readies)));
        await using var app = await builder.StartAsync();
        var instances = await app.AllReachAsync("sample", KnownResourceStates.Running, count: 2);
        await ReadyAsync(app, instances[0].ResourceId);

        await app.CommandAsync(instances[0].ResourceId, KnownResourceCommands.RestartCommand);
        await ReadyAsync(app, instances[0].ResourceId);
        Assert.Equal(1, readies);

        await app.ResourceCommands.ExecuteCommandAsync(sample.Resource, KnownResourceCommands.StopCommand, Deadline.Token);
        await app.CommandAsync(instances[0].ResourceId, KnownResourceCommands.StartCommand);
        await ReadyAsync(app, instances[0].ResourceId);
        Assert.Equal(2, readies);
    }

    [Fact]
    public async Task Ready_is_told_again_even_if_all_ended_and_came_back_during_one_check()
    {
        var readies = 0;
        var gate = new CheckGate();
        var builder = Graph.New();
        builder.Services.AddHealthChecks().AddAsyncCheck("gate", gate.CheckAsync);
        var sample = builder.AddSample().WithHealthCheck("gate");
        builder.Eventing.Subscribe<ResourceReadyEvent>(sample.Resource, (_, _) => Task.FromResult(Interlocked.Increment(ref readies)));
        await using var app = await builder.StartAsync();
        await ReadyAsync(app, "sample");

        gate.Close();
        // Any change of state asks for a check at once.
        await app.ResourceNotifications.PublishUpdateAsync(
            sample.Resource, snapshot => snapshot with { StartTimeStamp = snapshot.StartTimeStamp + TimeSpan.FromTicks(1) });
        await gate.Entered;
        await app.CommandAsync("sample", KnownResourceCommands.RestartCommand);
        gate.Open();
        await ReadyAsync(app, "sample");

        Assert.Equal(2, readies);
    }

    private static CustomResourceSnapshot Snapshot(string state, params HealthStatus?[] reports) => new()
    {
        ResourceType = "Project",
        Properties = [],
        State = state,
        HealthReports = [.. reports.Select((status, i) => new HealthReportSnapshot($"check {i}", status, null, null))],
    };

    private static Task<ResourceEvent> ReadyAsync(DistributedApplication app, string instance) =>
        app.FitsAsync(instance, snapshot => snapshot is { HealthStatus: HealthStatus.Healthy, Ready.IsCompleted: true });
}
