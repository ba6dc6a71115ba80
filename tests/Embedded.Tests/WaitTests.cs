using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Embedded.Tests;

/// <summary>WaitFor, WaitForStart, WaitForCompletion, and what ends the waiting.</summary>
public sealed class WaitTests
{
    [Fact]
    public async Task WaitFor_waits_until_the_other_is_healthy_and_its_ready_handlers_are_done()
    {
        var gate = new CheckGate();
        gate.Close();
        var mayBeReady = new TaskCompletionSource();
        var builder = Graph.New();
        builder.Services.AddHealthChecks().AddAsyncCheck("gate", gate.CheckAsync);
        var first = builder.AddSample("first").WithHealthCheck("gate");
        builder.Eventing.Subscribe<ResourceReadyEvent>(first.Resource, (_, _) => mayBeReady.Task);
        builder.AddSample("second").WaitFor(first);
        await using var app = builder.Build();
        var starting = app.StartAsync(Deadline.Token);

        await gate.Entered;
        var waiting = await app.ReachesAsync("second", KnownResourceStates.Waiting);
        Assert.Equal("first", waiting.Fact("resource.waitingFor"));

        gate.Open();
        await app.FitsAsync("first", snapshot => snapshot.HealthStatus is HealthStatus.Healthy);
        Assert.Equal(KnownResourceStates.Waiting, app.Now("second").Snapshot.State?.Text);
        Assert.False(starting.IsCompleted);

        mayBeReady.SetResult();
        await starting;
        Assert.Equal(KnownResourceStates.Running, app.Now("second").Snapshot.State?.Text);
        Assert.DoesNotContain(app.Now("second").Snapshot.Properties, property => property.Name == "resource.waitingFor");
    }

    [Fact]
    public async Task WaitForStart_waits_for_Running_and_not_for_health()
    {
        var gate = new CheckGate();
        gate.Close();
        var builder = Graph.New();
        builder.Services.AddHealthChecks().AddAsyncCheck("gate", gate.CheckAsync);
        var first = builder.AddSample("first").WithHealthCheck("gate");
        builder.AddSample("second").WaitForStart(first);

        await using var app = await builder.StartAsync();

        Assert.Equal(KnownResourceStates.Running, app.Now("second").Snapshot.State?.Text);
        gate.Open();
    }

    [Fact]
    public async Task WaitForCompletion_goes_on_at_the_expected_exit_code()
    {
        var builder = Graph.New();
        var job = builder.AddSample("job", "exit", "3");
        builder.AddSample("second").WaitForCompletion(job, exitCode: 3);

        await using var app = await builder.StartAsync();

        Assert.Equal(KnownResourceStates.Finished, app.Now("job").Snapshot.State?.Text);
        Assert.Equal(KnownResourceStates.Running, app.Now("second").Snapshot.State?.Text);
    }

    [Fact]
    public async Task WaitForCompletion_with_another_exit_code_makes_the_waiter_FailedToStart()
    {
        var builder = Graph.New();
        var job = builder.AddSample("job", "exit", "3");
        builder.AddSample("second").WaitForCompletion(job);
        await using var app = await builder.StartAsync();

        var failed = await app.ReachesAsync("second", KnownResourceStates.FailedToStart);

        await app.PrintsAsync(failed.ResourceId, "to complete with exit code 0, but it is Finished with exit code 3.");
    }

    [Fact]
    public async Task Without_a_dashboard_who_waits_for_what_will_not_come_FailedToStart()
    {
        var builder = NeverHealthy();
        var first = builder.AddSample("first", "exit", "0").WithHealthCheck("never");
        builder.AddSample("second").WaitFor(first);
        await using var app = await builder.StartAsync();

        var failed = await app.ReachesAsync("second", KnownResourceStates.FailedToStart);

        await app.PrintsAsync(failed.ResourceId, "which is Finished and will not come by itself.");
    }

    [Fact]
    public async Task WaitOnResourceUnavailable_waits_on_until_somebody_starts_the_other()
    {
        var broken = true;
        var builder = Graph.New();
        var first = builder.AddSample("first").WithEnvironment(_ => Assert.False(broken));
        builder.AddSample("second").WaitFor(first, WaitBehavior.WaitOnResourceUnavailable);
        await using var app = builder.Build();
        var starting = app.StartAsync(Deadline.Token);
        await app.ReachesAsync("first", KnownResourceStates.FailedToStart);
        await app.ReachesAsync("second", KnownResourceStates.Waiting);

        broken = false;
        await app.CommandAsync("first", KnownResourceCommands.StartCommand);

        await starting;
        Assert.Equal(KnownResourceStates.Running, app.Now("second").Snapshot.State?.Text);
    }

    [Fact]
    public async Task With_a_dashboard_waiting_on_is_the_default()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            AssemblyName = "Embedded.Tests",
            Args = ["--Data=temporary", "--DcpPublisher:RandomizePorts=true", "--Logging:LogLevel:Default=None"],
        });
        await using var app = builder.Build();

        Assert.Equal(WaitBehavior.WaitOnResourceUnavailable, app.ResourceNotifications.DefaultWaitBehavior);
    }

    [Fact]
    public async Task A_resource_is_as_far_as_its_last_replica()
    {
        var made = 0;
        var builder = Graph.New();
        var first = builder.AddSample("first").WithReplicas(2)
            .WithEnvironment(_ => Assert.NotEqual(2, Interlocked.Increment(ref made)));
        builder.AddSample("second").WaitFor(first);

        await using var app = await builder.StartAsync();

        await app.ReachesAsync("first", KnownResourceStates.Running);
        await app.ReachesAsync("second", KnownResourceStates.FailedToStart);
    }

    [Fact]
    public async Task A_wait_by_name_returns_at_the_first_replica()
    {
        var made = 0;
        var builder = Graph.New();
        builder.AddSample("first").WithReplicas(2).WithEnvironment(_ => Assert.NotEqual(2, Interlocked.Increment(ref made)));
        await using var app = await builder.StartAsync();

        var healthy = await app.ResourceNotifications.WaitForResourceHealthyAsync("first", WaitBehavior.WaitOnResourceUnavailable, Deadline.Token);

        Assert.Equal(KnownResourceStates.Running, healthy.Snapshot.State?.Text);
    }

    [Fact]
    public async Task A_wait_for_health_that_will_not_come_fails_without_a_dashboard()
    {
        var builder = NeverHealthy();
        builder.AddSample("first", "exit", "1").WithHealthCheck("never");
        await using var app = await builder.StartAsync();

        var gaveUp = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.ResourceNotifications.WaitForResourceHealthyAsync("first", Deadline.Token));

        Assert.Equal("Stopped waiting for resource 'first' to become healthy: it is Finished.", gaveUp.Message);
    }

    [Fact]
    public async Task The_start_command_ends_the_waiting()
    {
        await using var app = Waiting().Build();
        var starting = app.StartAsync(Deadline.Token);
        var waiting = await app.ReachesAsync("second", KnownResourceStates.Waiting);

        Assert.True((await app.CommandAsync("second", KnownResourceCommands.StartCommand)).Success);

        await starting;
        Assert.Equal(waiting.ResourceId, app.Now("second").ResourceId);
        Assert.Equal(KnownResourceStates.Running, app.Now("second").Snapshot.State?.Text);
        Assert.Equal(KnownResourceStates.NotStarted, app.Now("first").Snapshot.State?.Text);
    }

    [Fact]
    public async Task The_stop_command_ends_the_waiting_too_and_a_later_start_waits_again()
    {
        await using var app = Waiting().Build();
        var starting = app.StartAsync(Deadline.Token);
        await app.ReachesAsync("second", KnownResourceStates.Waiting);

        Assert.True((await app.CommandAsync("second", KnownResourceCommands.StopCommand)).Success);
        Assert.Equal(KnownResourceStates.NotStarted, app.Now("second").Snapshot.State?.Text);
        await starting;

        var startingAgain = app.CommandAsync("second", KnownResourceCommands.StartCommand);
        await app.ReachesAsync("second", KnownResourceStates.Waiting);
        await app.CommandAsync("first", KnownResourceCommands.StartCommand);
        Assert.True((await startingAgain).Success);
    }

    [Fact]
    public async Task A_start_of_the_application_that_blocks_can_be_given_up()
    {
        await using var app = Waiting().Build();
        using var patience = new CancellationTokenSource();
        var starting = app.StartAsync(patience.Token);
        await app.ReachesAsync("second", KnownResourceStates.Waiting);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
    }

    [Fact]
    public async Task Resources_that_wait_for_each_other_in_a_circle_can_still_be_stopped()
    {
        var builder = Graph.New();
        var first = builder.AddSample("first");
        var second = builder.AddSample("second").WaitFor(first);
        first.WaitFor(second);
        await using var app = builder.Build();
        var starting = app.StartAsync(Deadline.Token);
        await app.ReachesAsync("first", KnownResourceStates.Waiting);
        await app.ReachesAsync("second", KnownResourceStates.Waiting);

        await app.DisposeAsync();
        await starting.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static IDistributedApplicationBuilder NeverHealthy()
    {
        var builder = Graph.New();
        builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        return builder;
    }

    // The first waits for a command that does not come.
    private static IDistributedApplicationBuilder Waiting()
    {
        var builder = Graph.New();
        var first = builder.AddSample("first").WithExplicitStart();
        builder.AddSample("second").WaitFor(first);
        return builder;
    }
}
