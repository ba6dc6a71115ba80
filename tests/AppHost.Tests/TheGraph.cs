using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Npgsql;

namespace AspireStateless.AppHost.Tests;

public sealed class TheGraph
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_replicas_redis_postgres_and_its_database_become_healthy()
    {
        await using var graph = await RunningGraph.StartAsync();

        foreach (var resource in new[] { "redis", "postgres", "shop", "api" })
        {
            await graph.Notifications.WaitForResourceHealthyAsync(resource, Cancelled);
        }

        Assert.Equal(3, (await graph.InstancesAsync("api", 3)).Count);
    }

    [Fact]
    public async Task The_number_of_replicas_is_configuration()
    {
        await using var graph = await RunningGraph.StartAsync("--Replicas=1");

        var instance = Assert.Single(await graph.InstancesAsync("api", 1));
        Assert.True(graph.Notifications.TryGetCurrentState("api", out var byName));
        Assert.Equal(instance.ResourceId, byName.ResourceId);
    }

    [Fact]
    public async Task A_count_goes_on_over_the_death_of_every_replica_and_of_redis()
    {
        await using var graph = await RunningGraph.StartAsync("--Replicas=2");
        using var client = graph.Application.CreateHttpClient("api");
        Assert.Equal(1, await VisitAsync(client));

        foreach (var instance in await graph.InstancesAsync("api", 2))
        {
            await KillAndStartAsync(graph, instance.ResourceId);
        }

        await KillAndStartAsync(graph, (await graph.InstancesAsync("redis", 1))[0].ResourceId);
        await graph.Notifications.WaitForResourceHealthyAsync("redis", Cancelled);

        Assert.Equal(2, await VisitUntilServedAsync(client));
    }

    [Fact]
    public async Task Rows_of_the_database_survive_the_death_of_postgres()
    {
        await using var graph = await RunningGraph.StartAsync("--Replicas=1");
        await ExecuteAsync(graph, "CREATE TABLE kept (value int); INSERT INTO kept VALUES (42)");

        await KillAndStartAsync(graph, (await graph.InstancesAsync("postgres", 1))[0].ResourceId);
        await graph.Notifications.WaitForResourceHealthyAsync("shop", Cancelled);

        Assert.Equal(42, await ExecuteAsync(graph, "SELECT value FROM kept"));
    }

    [Theory]
    [InlineData("api")]
    [InlineData("redis")]
    [InlineData("postgres")]
    public async Task Stop_start_and_restart_work_on_one_instance_and_leave_the_others(string resource)
    {
        await using var graph = await RunningGraph.StartAsync("--Replicas=2");
        var count = resource == "api" ? 2 : 1;
        var instances = await graph.InstancesAsync(resource, count);
        var target = instances[0].ResourceId;

        Assert.True((await CommandAsync(graph, target, KnownResourceCommands.StopCommand)).Success);
        await graph.WaitAsync(target, snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text));
        Assert.True((await CommandAsync(graph, target, KnownResourceCommands.StartCommand)).Success);
        var started = await graph.WaitAsync(target, snapshot => snapshot.State?.Text == KnownResourceStates.Running);
        Assert.True((await CommandAsync(graph, target, KnownResourceCommands.RestartCommand)).Success);
        await graph.WaitAsync(target, snapshot => snapshot.State?.Text == KnownResourceStates.Running && Pid(snapshot) != Pid(started.Snapshot));

        foreach (var other in instances.Skip(1))
        {
            Assert.True(graph.Notifications.TryGetCurrentState(other.ResourceId, out var now));
            Assert.Equal(Pid(other.Snapshot), Pid(now.Snapshot));
        }
    }

    [Fact]
    public async Task An_append_mode_that_redis_does_not_know_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunningGraph.StartAsync("--Redis:Append=sometimes"));

        Assert.Contains("always, everysec or no", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<ExecuteCommandResult> CommandAsync(RunningGraph graph, string instance, string command) =>
        graph.Application.ResourceCommands.ExecuteCommandAsync(instance, command, Cancelled);

    private static async Task KillAndStartAsync(RunningGraph graph, string instance)
    {
        Assert.True(graph.Notifications.TryGetCurrentState(instance, out var state));
        using (var process = System.Diagnostics.Process.GetProcessById(Pid(state.Snapshot)))
        {
            process.Kill();
        }

        await graph.WaitAsync(instance, snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text));
        Assert.True((await CommandAsync(graph, instance, KnownResourceCommands.StartCommand)).Success);
    }

    private static int Pid(CustomResourceSnapshot snapshot) =>
        (int)snapshot.Properties.Single(property => property.Name == "executable.pid").Value!;

    private static async Task<long> VisitAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync("/visits/tests", new { }, Cancelled);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("count").GetInt64();
    }

    private static async Task<long> VisitUntilServedAsync(HttpClient client)
    {
        // One key for all tries: however often it is sent, it counts once.
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/visits/tests") { Content = JsonContent.Create(new { }) };
            request.Headers.Add("Idempotency-Key", "once");
            try
            {
                using var response = await client.SendAsync(request, Cancelled);
                if (response.IsSuccessStatusCode)
                {
                    return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("count").GetInt64();
                }
            }
            catch (HttpRequestException)
            {
                // The pooled connection belonged to a replica that was killed.
            }
        }
    }

    private static async Task<object?> ExecuteAsync(RunningGraph graph, string sql)
    {
        await using var connection = new NpgsqlConnection($"{await graph.Application.GetConnectionStringAsync("shop", Cancelled)};Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
