using System.Globalization;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;

namespace AspireStateless.Embedded.Tests;

/// <summary>How processes are ended: in good order if they can, within six seconds if they cannot, and all that they had started with them.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_stopped_replica_is_Stopping_then_Finished_with_its_own_exit_code()
    {
        var builder = Graph.New();
        builder.AddSample().WithHttpHealthCheck("/health");
        await using var app = await builder.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("sample", Deadline.Token);
        var watching = StatesUntilFinishedAsync(app);

        Assert.True((await app.CommandAsync("sample", KnownResourceCommands.StopCommand)).Success);

        Assert.Equal([KnownResourceStates.Running, KnownResourceStates.Stopping, KnownResourceStates.Finished], await watching);
        Assert.Equal(0, app.Now("sample").Snapshot.ExitCode);
    }

    [Fact]
    public async Task A_replica_that_ignores_SIGTERM_is_killed_after_six_seconds_and_its_children_with_it()
    {
        var builder = Graph.New();
        builder.AddSample("sample", "deaf");
        await using var app = await builder.StartAsync();
        var running = await app.ReachesAsync("sample", KnownResourceStates.Running);
        var child = int.Parse((await app.PrintsAsync(running.ResourceId, "deaf, child ")).Split(' ')[^1], CultureInfo.InvariantCulture);
        var begun = TimeProvider.System.GetTimestamp();

        Assert.True((await app.CommandAsync("sample", KnownResourceCommands.StopCommand)).Success);

        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= InstanceLife.StopLimit);
        Assert.Equal(6, InstanceLife.StopLimit.TotalSeconds);
        Assert.Equal(137, app.Now("sample").Snapshot.ExitCode);
        await Deadline.UntilAsync(() => !ProcessTable.IsAlive(running.Pid()) && !ProcessTable.IsAlive(child));
    }

    [Fact]
    public async Task Children_of_a_replica_that_ends_in_good_order_end_too()
    {
        var builder = Graph.New();
        builder.AddSample();
        await using var app = await builder.StartAsync();
        using var http = app.CreateHttpClient("sample");
        using var content = new StringContent("");
        using var answer = await http.PostAsync("/children", content, Deadline.Token);
        var child = int.Parse(await answer.Content.ReadAsStringAsync(Deadline.Token), CultureInfo.InvariantCulture);

        await app.CommandAsync("sample", KnownResourceCommands.StopCommand);

        await Deadline.UntilAsync(() => !ProcessTable.IsAlive(child));
    }

    [Fact]
    public async Task Nothing_runs_when_the_application_has_stopped()
    {
        var builder = Graph.New();
        var redis = builder.AddRedis("redis");
        builder.AddSample().WithReplicas(2).WaitFor(redis);
        var app = await builder.StartAsync();
        var instances = await app.AllReachAsync("sample", KnownResourceStates.Running, count: 2);
        var pids = instances.Append(app.Now("redis")).Select(instance => instance.Pid()).ToList();

        await app.StopAsync(Deadline.Token);

        Assert.All(pids, pid => Assert.False(ProcessTable.IsAlive(pid)));
        await app.DisposeAsync();
    }

    [Fact]
    public void Who_depends_is_stopped_before_what_is_depended_on()
    {
        var builder = Graph.New();
        var redis = builder.AddRedis("redis");
        var server = builder.AddPostgres("postgres");
        var database = server.AddDatabase("database");
        var api = builder.AddSample("api").WaitFor(redis).WaitFor(database);
        builder.AddSample("front").WaitFor(api);

        var layers = StopOrder.Of(builder.Resources.Where(resource => resource is not ParameterResource))
            .Select(layer => string.Join(' ', layer.Select(resource => resource.Name).Order()));

        Assert.Equal(["front", "api", "database postgres redis"], layers);
    }

    private static async Task<IEnumerable<string>> StatesUntilFinishedAsync(DistributedApplication app)
    {
        var states = new List<string>();
        await foreach (var change in app.ResourceNotifications.WatchAsync(Deadline.Token))
        {
            states.Add(change.Snapshot.State!.Text);
            if (states[^1] == KnownResourceStates.Finished)
            {
                break;
            }
        }

        return states.Distinct();
    }
}
