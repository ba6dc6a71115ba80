using AspireStateless.Control;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Tests.Faults;

public sealed class ReplicaSetTests
{
    private readonly HashSet<string> _ready = [];

    [Fact]
    public async Task A_replica_is_sent_to_once_it_answers_its_probe()
    {
        var replicas = Create("api-a");
        replicas.Apply(Running("api-a", pid: 1), TestContext.Current.CancellationToken);
        Assert.Empty(replicas.Serving);
        MakeReady(pid: 1);
        Assert.True(await replicas.WaitUntilAsync(
            serving => serving.Length == 1, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Stopping")]
    [InlineData("Finished")]
    public async Task A_replica_that_is_stopping_or_ended_is_left_at_once(string state)
    {
        var replicas = await ServingAsync("api-a", "api-b");
        replicas.Apply(Running("api-a", pid: 1) with { State = state }, TestContext.Current.CancellationToken);
        Assert.Equal("api-b", Assert.Single(replicas.Serving).Instance);
    }

    [Fact]
    public async Task A_new_generation_replaces_the_old_one_under_the_same_index()
    {
        var replicas = await ServingAsync("api-a", "api-b");
        MakeReady(pid: 77);
        replicas.Apply(Running("api-a", pid: 77), TestContext.Current.CancellationToken);
        await replicas.WaitUntilAsync(serving => serving.Length == 2, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        Assert.Equal((77, 0), (replicas.ServingAt(0)!.Pid, replicas.ServingAt(0)!.Index));
    }

    [Fact]
    public async Task Instances_of_other_resources_are_no_replicas()
    {
        var replicas = await ServingAsync("api-a");
        replicas.Apply(Running("redis-x", pid: 1), TestContext.Current.CancellationToken);
        Assert.Single(replicas.Serving);
    }

    [Fact]
    public async Task Each_request_of_a_client_goes_to_another_replica_than_its_last()
    {
        var route = new AntiAffinityRoute(await ServingAsync("api-a", "api-b", "api-c"), clients: 4);
        for (var client = 0; client < 4; client++)
        {
            int[] visited = [.. Enumerable.Range(0, 60).Select(_ => route.Next(client, subject: 0)!.Index)];
            Assert.All(visited.Zip(visited.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
            Assert.Equal(3, visited.Distinct().Count());
        }
    }

    [Fact]
    public async Task A_lone_replica_gets_every_request()
    {
        var route = new AntiAffinityRoute(await ServingAsync("api-a"), clients: 1);
        Assert.Equal(0, route.Next(0, subject: 0)!.Index);
        Assert.Equal(0, route.Next(0, subject: 0)!.Index);
    }

    [Fact]
    public void With_no_replica_there_is_no_route() => Assert.Null(new AntiAffinityRoute(Create("api-a"), clients: 1).Next(0, subject: 0));

    private static InstanceState Running(string instance, int pid) =>
        new("api", instance, pid, StartTicks: pid, InstanceStates.Running, $"http://127.0.0.1:{pid}", ExitCode: null, At: 0);

    private ReplicaSet Create(params string[] names) => new([.. names], (url, _) =>
    {
        lock (_ready)
        {
            return Task.FromResult(_ready.Contains(url.ToString()));
        }
    });

    private void MakeReady(int pid)
    {
        lock (_ready)
        {
            _ready.Add($"http://127.0.0.1:{pid}/");
        }
    }

    private async Task<ReplicaSet> ServingAsync(params string[] names)
    {
        var replicas = Create(names);
        for (var i = 0; i < names.Length; i++)
        {
            MakeReady(pid: i + 1);
            replicas.Apply(Running(names[i], pid: i + 1), TestContext.Current.CancellationToken);
        }

        await replicas.WaitUntilAsync(
            serving => serving.Length == names.Length, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        return replicas;
    }
}
