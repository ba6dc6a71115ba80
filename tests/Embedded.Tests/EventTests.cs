namespace AspireStateless.Embedded.Tests;

/// <summary>What is told to subscribers, and in which order.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Events_of_a_run_come_in_order_and_the_waits_are_between_announcement_and_start()
    {
        var told = new List<string>();
        var builder = Graph.New();
        var redis = builder.AddRedis("redis");
        Tell<BeforeStartEvent>(builder, told);
        Tell<ResourceEndpointsAllocatedEvent>(builder, told);
        Tell<ConnectionStringAvailableEvent>(builder, told);
        Tell<BeforeResourceStartedEvent>(builder, told);
        Tell<AfterResourcesCreatedEvent>(builder, told);
        await using (await builder.StartAsync())
        {
            Assert.Equal(
                [
                    nameof(BeforeStartEvent), nameof(ResourceEndpointsAllocatedEvent), nameof(ConnectionStringAvailableEvent),
                    nameof(BeforeResourceStartedEvent), nameof(AfterResourcesCreatedEvent),
                ],
                told);
        }

        Assert.Equal("redis", redis.Resource.Name);
    }

    [Fact]
    public async Task A_new_start_is_announced_again_and_runs_the_callbacks_again()
    {
        int announced = 0, called = 0;
        var builder = Graph.New();
        var sample = builder.AddSample().WithEnvironment(context => context.EnvironmentVariables["START"] = $"{++called}");
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>(sample.Resource, (_, _) => Task.FromResult(++announced));
        await using var app = await builder.StartAsync();

        await app.CommandAsync("sample", KnownResourceCommands.RestartCommand);

        Assert.Equal((2, "2"), (announced, app.Now("sample").Variable("START")));
    }

    [Fact]
    public async Task Stopped_is_told_with_how_the_instance_ended()
    {
        var stopped = new TaskCompletionSource<ResourceEvent>();
        var builder = Graph.New();
        var sample = builder.AddSample("sample", "exit", "5");
        builder.Eventing.Subscribe<ResourceStoppedEvent>(sample.Resource, (@event, _) => Task.FromResult(stopped.TrySetResult(@event.ResourceEvent)));
        await using var app = await builder.StartAsync();

        var last = await stopped.Task.WaitAsync(Deadline.Token);

        Assert.Equal((KnownResourceStates.Finished, 5), (last.Snapshot.State?.Text, last.Snapshot.ExitCode));
        Assert.Equal(app.Now("sample").ResourceId, last.ResourceId);
    }

    [Fact]
    public async Task Subscribers_of_a_resource_hear_of_it_alone_and_nothing_after_they_leave()
    {
        var heard = new List<string>();
        var builder = Graph.New();
        var mine = builder.AddSample("mine");
        var other = builder.AddSample("other");
        using var app = builder.Build();
        var subscription = builder.Eventing.Subscribe<BeforeResourceStartedEvent>(mine.Resource, (@event, _) =>
        {
            heard.Add(@event.Resource.Name);
            return Task.CompletedTask;
        });

        await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(other.Resource, app.Services), Deadline.Token);
        await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(mine.Resource, app.Services), Deadline.Token);
        builder.Eventing.Unsubscribe(subscription);
        await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(mine.Resource, app.Services), Deadline.Token);

        Assert.Equal(["mine"], heard);
    }

    [Fact]
    public async Task A_watch_begins_with_the_current_state_of_every_instance()
    {
        var builder = Graph.New();
        builder.AddSample("first").WithExplicitStart();
        builder.AddSample("second").WithExplicitStart();
        await using var app = await builder.StartAsync();

        var replayed = new List<string>();
        await foreach (var change in app.ResourceNotifications.WatchAsync(Deadline.Token))
        {
            replayed.Add(change.Resource.Name);
            if (replayed.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(["first", "second"], replayed);
    }

    private static void Tell<T>(IDistributedApplicationBuilder builder, List<string> told)
        where T : Aspire.Hosting.Eventing.IDistributedApplicationEvent => builder.Eventing.Subscribe<T>((_, _) =>
        {
            lock (told)
            {
                told.Add(typeof(T).Name);
            }

            return Task.CompletedTask;
        });
}
