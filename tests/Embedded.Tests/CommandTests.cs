namespace AspireStateless.Embedded.Tests;

/// <summary>Commands, on one instance and on all.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task A_command_by_instance_id_acts_on_that_instance_alone_and_again_on_the_next()
    {
        await using var app = await Replicas(3).StartAsync();
        var instances = await app.AllReachAsync("sample", KnownResourceStates.Running, count: 3);

        Assert.True((await app.CommandAsync(instances[0].ResourceId, KnownResourceCommands.StopCommand)).Success);
        Assert.True((await app.CommandAsync(instances[1].ResourceId, KnownResourceCommands.StopCommand)).Success);

        Assert.Equal(KnownResourceStates.Finished, app.Now(instances[0].ResourceId).Snapshot.State?.Text);
        Assert.Equal(KnownResourceStates.Finished, app.Now(instances[1].ResourceId).Snapshot.State?.Text);
        Assert.Equal(instances[2].Pid(), app.Now(instances[2].ResourceId).Pid());
        Assert.Equal(KnownResourceStates.Running, app.Now(instances[2].ResourceId).Snapshot.State?.Text);
    }

    [Fact]
    public async Task A_command_by_model_name_needs_a_single_instance()
    {
        await using var app = await Replicas(2).StartAsync();

        var several = await app.CommandAsync("sample", KnownResourceCommands.StopCommand);
        var nobody = await app.CommandAsync("nobody", KnownResourceCommands.StopCommand);

        Assert.False(several.Success);
        Assert.Equal("Resource 'sample' not found.", several.Message);
        Assert.Equal("Resource 'nobody' not found.", nobody.Message);
        Assert.False(app.ResourceNotifications.TryGetCurrentState("sample", out _));
    }

    [Fact]
    public async Task A_command_on_the_resource_acts_on_all_its_instances()
    {
        var builder = Graph.New();
        var sample = builder.AddSample().WithReplicas(2);
        await using var app = await builder.StartAsync();
        await app.AllReachAsync("sample", KnownResourceStates.Running, count: 2);

        var stopped = await app.ResourceCommands.ExecuteCommandAsync(sample.Resource, KnownResourceCommands.StopCommand, Deadline.Token);

        Assert.True(stopped.Success);
        Assert.Equal(2, (await app.AllReachAsync("sample", KnownResourceStates.Finished, count: 2)).Count);
    }

    [Fact]
    public async Task Results_of_a_command_on_the_resource_are_merged()
    {
        var builder = Graph.New();
        var sample = builder.AddSample().WithReplicas(2).WithExplicitStart().WithCommand(
            "fail", "Fail", context => Task.FromResult(CommandResults.Failure($"{context.ResourceName} cannot.")));
        await using var app = await builder.StartAsync();

        var result = await app.ResourceCommands.ExecuteCommandAsync(sample.Resource, "fail", Deadline.Token);

        Assert.False(result.Success);
        Assert.Matches("^sample-[a-z]{8} cannot. sample-[a-z]{8} cannot.$", result.Message);
    }

    [Fact]
    public async Task Start_of_what_runs_fails_and_stop_of_what_does_not_succeeds()
    {
        await using var app = await Replicas(1).StartAsync();
        var running = await app.ReachesAsync("sample", KnownResourceStates.Running);

        var started = await app.CommandAsync("sample", KnownResourceCommands.StartCommand);
        await app.CommandAsync("sample", KnownResourceCommands.StopCommand);
        var stoppedTwice = await app.CommandAsync("sample", KnownResourceCommands.StopCommand);

        Assert.Equal($"Command 'start' failed on '{running.ResourceId}': '{running.ResourceId}' is Running already.", started.Message);
        Assert.True(stoppedTwice.Success);
    }

    [Fact]
    public async Task A_command_of_the_graphs_own_gets_the_instance_id_and_what_it_throws_is_its_failure()
    {
        var asked = new TaskCompletionSource<string>();
        var builder = Graph.New();
        builder.AddSample().WithExplicitStart()
            .WithCommand("tell", "Tell", context =>
            {
                asked.SetResult(context.ResourceName);
                return Task.FromResult(CommandResults.Success());
            })
            .WithCommand("break", "Break", _ => throw new InvalidOperationException("Broken on purpose."));
        await using var app = await builder.StartAsync();

        Assert.True((await app.CommandAsync("sample", "tell")).Success);
        Assert.Equal(app.Now("sample").ResourceId, await asked.Task);
        Assert.EndsWith("Broken on purpose.", (await app.CommandAsync("sample", "break")).Message, StringComparison.Ordinal);
        Assert.Contains("not available", (await app.CommandAsync("sample", "unknown")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_are_offered_does_not_bind_the_command_service()
    {
        var builder = Graph.New();
        var sample = builder.AddSample().WithExplicitStart().WithCommand(
            "secret", "Secret", _ => Task.FromResult(CommandResults.Success()),
            new CommandOptions { ConfirmationMessage = "Sure?", Description = "Does it.", UpdateState = _ => ResourceCommandState.Hidden });
        await using var app = await builder.StartAsync();

        Assert.True((await app.CommandAsync("sample", "secret")).Success);
        var annotation = sample.Resource.Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == "secret");
        Assert.Equal(("Secret", "Sure?", "Does it."), (annotation.DisplayName, annotation.ConfirmationMessage, annotation.DisplayDescription));
    }

    [Theory]
    [InlineData("Running", ResourceCommandState.Hidden, ResourceCommandState.Enabled, ResourceCommandState.Enabled)]
    [InlineData("Finished", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("FailedToStart", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("Exited", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("NotStarted", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    [InlineData("Waiting", ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled)]
    public void People_are_offered_what_makes_sense_in_a_state(
        string state, ResourceCommandState start, ResourceCommandState stop, ResourceCommandState restart)
    {
        var builder = Graph.New();
        var sample = builder.AddSample();
        using var app = builder.Build();
        var context = new UpdateCommandStateContext
        {
            ResourceSnapshot = new CustomResourceSnapshot { ResourceType = "Project", Properties = [], State = state },
            Services = app.Services,
        };

        ResourceCommandState Offered(string name) => sample.Resource.Annotations.OfType<ResourceCommandAnnotation>()
            .Single(command => command.Name == name).UpdateState(context);

        Assert.Equal((start, stop, restart), (Offered("start"), Offered("stop"), Offered("restart")));
    }

    private static IDistributedApplicationBuilder Replicas(int count)
    {
        var builder = Graph.New();
        builder.AddSample().WithReplicas(count);
        return builder;
    }
}
