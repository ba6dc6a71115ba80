using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using AspireStateless.AppHost.Tests.Faults;
using Npgsql;

namespace AspireStateless.AppHost.Tests;

[Collection<PlainGraph>]
public sealed class TheGraph(ControlledGraph controlled)
{
    private RunningGraph Graph => controlled.Graph;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_replicas_redis_postgres_and_its_database_become_healthy()
    {
        foreach (var resource in new[] { "redis", "postgres", "shop", "api" })
        {
            await Graph.Notifications.WaitForResourceHealthyAsync(resource, Cancelled);
        }

        Assert.Equal(3, (await Graph.InstancesAsync("api", 3)).Count);
    }

    [Fact]
    public async Task The_process_that_the_host_names_is_the_service_itself()
    {
        foreach (var replica in await controlled.InstancesAsync("api"))
        {
            using var client = new HttpClient();
            var answer = await client.GetFromJsonAsync<JsonElement>($"{replica.DirectUrl}/replica", Cancelled);

            Assert.True(Graph.Notifications.TryGetCurrentState(replica.Id, out var state));
            Assert.Equal(answer.GetProperty("pid").GetInt32(), Pid(state.Snapshot));
            Assert.Equal((Pid(state.Snapshot), answer.GetProperty("startTicks").GetInt64()), (replica.Pid, replica.StartTicks));
            Assert.Equal(replica.Id, answer.GetProperty("instance").GetString());
            Assert.EndsWith("Api.dll", ProcessFacts.CommandOf(Pid(state.Snapshot))[1], StringComparison.Ordinal);
            Assert.DoesNotContain("run", ProcessFacts.CommandOf(ProcessFacts.ParentOf(Pid(state.Snapshot))));
        }
    }

    [Fact]
    public async Task Each_replica_is_told_its_number_and_dashboards_show_it()
    {
        var replicas = await controlled.InstancesAsync("api");

        var told = replicas.Select(replica => ProcessFacts.VariableOf(replica.Pid!.Value, "CHAOS_REPLICA")).ToList();

        Assert.Equal(["0", "1", "2"], told.Order(StringComparer.Ordinal));
        Assert.Equal(told, replicas.Select(replica => controlled.ShownVariable(replica.Id, "CHAOS_REPLICA")));
    }

    [Fact]
    public async Task A_count_goes_on_over_the_death_of_every_replica_and_of_redis()
    {
        var before = await controlled.VisitAsync("deaths");

        foreach (var instance in await Graph.InstancesAsync("api", 3))
        {
            await KillAndStartAsync(instance.ResourceId);
        }

        await KillAndStartAsync((await Graph.InstancesAsync("redis", 1))[0].ResourceId);
        await Graph.Notifications.WaitForResourceHealthyAsync("redis", Cancelled);

        Assert.Equal(before + 1, await controlled.VisitAsync("deaths"));
        await controlled.ServesAsync();
    }

    [Fact]
    public async Task Rows_of_the_database_survive_the_death_of_postgres()
    {
        await ExecuteAsync("CREATE TABLE kept (value int); INSERT INTO kept VALUES (42)");

        await KillAndStartAsync((await Graph.InstancesAsync("postgres", 1))[0].ResourceId);
        await controlled.ServesAsync();

        Assert.Equal(42, await ExecuteAsync("SELECT value FROM kept"));
    }

    [Theory]
    [InlineData("api", 3)]
    [InlineData("redis", 1)]
    [InlineData("postgres", 1)]
    public async Task Stop_start_and_restart_work_on_one_instance_and_leave_the_others(string resource, int count)
    {
        var instances = await Graph.InstancesAsync(resource, count);
        var target = instances[0].ResourceId;

        await controlled.CommandAsync(target, KnownResourceCommands.StopCommand);
        await Graph.WaitAsync(target, change => HasEnded(change.Snapshot));
        await controlled.CommandAsync(target, KnownResourceCommands.StartCommand);
        var started = await Graph.WaitAsync(target, change => IsRunning(change.Snapshot));
        await controlled.CommandAsync(target, KnownResourceCommands.RestartCommand);
        await Graph.WaitAsync(target, change => IsRunning(change.Snapshot) && Pid(change.Snapshot) != Pid(started.Snapshot));

        foreach (var other in instances.Skip(1))
        {
            Assert.True(Graph.Notifications.TryGetCurrentState(other.ResourceId, out var now));
            Assert.Equal(Pid(other.Snapshot), Pid(now.Snapshot));
        }

        await controlled.ServesAsync();
    }

    [Fact]
    public async Task An_append_mode_that_redis_does_not_know_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => RunningGraph.StartAsync(["--Redis:Append=sometimes"]));

        Assert.Contains("always, everysec or no", refusal.Message, StringComparison.Ordinal);
    }

    private async Task KillAndStartAsync(string instance)
    {
        Assert.True(Graph.Notifications.TryGetCurrentState(instance, out var state));
        using (var process = System.Diagnostics.Process.GetProcessById(Pid(state.Snapshot)))
        {
            process.Kill();
        }

        var ended = await Graph.WaitAsync(instance, change => HasEnded(change.Snapshot));
        // What the orchestrator says of whoever a signal has ended.
        Assert.Equal(-1, ended.Snapshot.ExitCode);
        await controlled.CommandAsync(instance, KnownResourceCommands.StartCommand);
    }

    private static bool IsRunning(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.Running && Pid(snapshot) > 0;

    private static bool HasEnded(CustomResourceSnapshot snapshot) => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    private static int Pid(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value as int? ?? 0;

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            $"{await Graph.Application.GetConnectionStringAsync("shop", Cancelled)};Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
