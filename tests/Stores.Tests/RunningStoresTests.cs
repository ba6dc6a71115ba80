using Aspire.Hosting.ApplicationModel;
using AspireStateless.Stores.Tests.Running;
using Npgsql;

namespace AspireStateless.Stores.Tests;

/// <summary>Stores while they run: states, commands, deaths. Each test leaves all of them healthy.</summary>
public sealed class RunningStoresTests(RunningGraph graph) : IClassFixture<RunningGraph>
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private const int Clients = 12;

    [Fact]
    public async Task Who_waits_for_a_database_finds_it_made()
    {
        await using var connection = await StoreData.ConnectAsync(await graph.ConnectionStringAsync("database"));
        Assert.Equal("database", connection.Database);
        // Another specification may have just started its server anew.
        await graph.ReachesAsync("database", KnownResourceStates.Running);
    }

    [Fact]
    public void Every_process_of_a_store_and_no_other_holds_its_lock()
    {
        Assert.Equal([graph.Pid("redis")], ProcessFacts.Holding($"{graph.Data}/redis/lock"));

        var postgres = ProcessFacts.Holding($"{graph.Data}/postgres/lock");
        Assert.Contains(graph.Pid("postgres"), postgres);
        Assert.True(postgres.Count > 1);
        Assert.All(postgres, pid => Assert.Equal("postgres", ProcessFacts.NameOf(pid)));
        Assert.Equal([Environment.ProcessId], ProcessFacts.Holding($"{graph.Data}/lock"));
    }

    [Fact]
    public async Task Redis_has_its_data_after_a_kill_at_the_same_address()
    {
        var address = await graph.ConnectionStringAsync("redis");
        var before = await StoreData.CountInRedisAsync(address);

        await graph.KillAsync("redis");
        await graph.StartAsync("redis");

        Assert.Equal(address, await graph.ConnectionStringAsync("redis"));
        Assert.Equal(before + 1, await StoreData.CountInRedisAsync(address));
    }

    [Fact]
    public async Task Postgres_has_its_data_after_a_kill_of_the_postmaster_alone()
    {
        var address = await graph.ConnectionStringAsync("database");
        var before = await StoreData.CountInPostgresAsync(address);

        await graph.KillAsync("postgres");
        await graph.EndedAsync("database");
        await graph.StartAsync("postgres");
        await graph.ReachesAsync("database", KnownResourceStates.Running);

        Assert.Equal(before + 1, await StoreData.CountInPostgresAsync(address));
    }

    [Fact]
    public async Task A_stop_of_Postgres_cuts_its_clients_off_in_good_order()
    {
        var address = await graph.ConnectionStringAsync("database");
        var clients = new List<NpgsqlConnection>();
        for (var i = 0; i < Clients; i++)
        {
            clients.Add(await StoreData.ConnectAsync(address));
        }

        var begun = TimeProvider.System.GetTimestamp();
        await graph.CommandAsync("postgres", KnownResourceCommands.StopCommand);
        await graph.EndedAsync("postgres");
        var took = TimeProvider.System.GetElapsedTime(begun);
        clients.ForEach(client => client.Dispose());

        TestContext.Current.TestOutputHelper?.WriteLine($"Stopped in {took.TotalSeconds:0.00} s.");
        Assert.Equal(0, graph.Now("postgres").ExitCode);
        Assert.InRange(took, TimeSpan.Zero, StopLimit);
        begun = TimeProvider.System.GetTimestamp();
        await graph.StartAsync("postgres");
        TestContext.Current.TestOutputHelper?.WriteLine($"Served after {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.00} s.");
    }

    [Fact]
    public async Task Restart_gives_a_new_process_and_keeps_the_data()
    {
        var before = (graph.Pid("redis"), Count: await StoreData.CountInRedisAsync(await graph.ConnectionStringAsync("redis")));

        await graph.CommandAsync("redis", KnownResourceCommands.RestartCommand);
        await graph.Notifications.WaitForResourceAsync(
            "redis", change => change.Snapshot.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
                && graph.Pid("redis") != before.Item1, Deadline.Token);

        Assert.Equal(before.Count + 1, await StoreData.CountInRedisAsync(await graph.ConnectionStringAsync("redis")));
    }
}
