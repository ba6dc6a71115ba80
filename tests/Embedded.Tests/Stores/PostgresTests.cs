using Aspire.Hosting.Testing;
using Npgsql;

namespace AspireStateless.Embedded.Tests.Stores;

/// <summary>Postgres servers of this machine, and their databases.</summary>
public sealed class PostgresTests
{
    [Fact]
    public async Task Data_in_a_volume_outlives_a_kill_and_the_application()
    {
        using var data = new TemporaryFolder();
        await using (var app = await WithVolume(data).StartAsync())
        {
            var database = await HealthyAsync(app);
            var server = app.Now("postgres");
            await ExecuteAsync(app, "CREATE TABLE kept (value text); INSERT INTO kept VALUES ('written before a kill')");
            server.Kill();
            await app.ReachesAsync("postgres", KnownResourceStates.Exited);
            await app.ReachesAsync("database", KnownResourceStates.Exited);

            Assert.True((await app.CommandAsync("postgres", KnownResourceCommands.StartCommand)).Success);
            await app.FitsAsync("postgres", snapshot => snapshot.StartTimeStamp > server.Snapshot.StartTimeStamp);
            await HealthyAsync(app);
            Assert.Equal(database.ResourceId, app.Now("database").ResourceId);
            Assert.Equal("written before a kill", await ExecuteAsync(app, "SELECT value FROM kept"));
        }

        await using var next = await WithVolume(data).StartAsync();
        await HealthyAsync(next);
        Assert.Equal("written before a kill", await ExecuteAsync(next, "SELECT value FROM kept"));
    }

    [Fact]
    public async Task Without_a_volume_the_data_goes_with_the_application()
    {
        using var data = new TemporaryFolder();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var builder = Graph.New($"--Data={data.Path}");
            builder.AddPostgres("postgres").AddDatabase("database");
            await using var app = await builder.StartAsync();
            await HealthyAsync(app);
            await ExecuteAsync(app, "CREATE TABLE gone_at_the_end (value text)");
        }
    }

    [Fact]
    public async Task Who_waits_for_a_database_finds_it_made_whatever_its_name()
    {
        var builder = Graph.New();
        var database = builder.AddPostgres("postgres").AddDatabase("database", "Odd-Name");
        builder.AddSample("sample", "exit", "0").WaitFor(database);
        await using var app = await builder.StartAsync();

        Assert.Equal("Odd-Name", await ExecuteAsync(app, "SELECT current_database()"));
        Assert.Equal(KnownResourceStates.Running, app.Now("database").Snapshot.State?.Text);
    }

    [Fact]
    public async Task Who_waits_for_a_database_that_is_there_starts_although_the_server_would_not_be_asked_to_make_it()
    {
        using var data = new TemporaryFolder();
        await using (var first = await WithVolume(data).StartAsync())
        {
            await HealthyAsync(first);
        }

        var builder = Graph.New($"--Data={data.Path}");
        // In the order of subscription, and the making of databases between them.
        builder.Eventing.Subscribe<ResourceReadyEvent>((ready, _) => AllowConnectionsAsync(ready, allowed: false));
        var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("database");
        builder.Eventing.Subscribe<ResourceReadyEvent>((ready, _) => AllowConnectionsAsync(ready, allowed: true));
        builder.AddSample().WaitFor(database);
        await using var app = await builder.StartAsync();

        await app.ReachesAsync("sample", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_stop_is_in_good_order_even_with_clients_connected()
    {
        var builder = Graph.New();
        builder.AddPostgres("postgres").AddDatabase("database");
        await using var app = await builder.StartAsync();
        await HealthyAsync(app);
        await using var connection = new NpgsqlConnection(await app.GetConnectionStringAsync("database", Deadline.Token));
        await connection.OpenAsync(Deadline.Token);

        Assert.True((await app.CommandAsync("postgres", KnownResourceCommands.StopCommand)).Success);

        Assert.Equal((KnownResourceStates.Exited, 0), (app.Now("postgres").Snapshot.State?.Text, app.Now("postgres").Snapshot.ExitCode));
    }

    private static IDistributedApplicationBuilder WithVolume(TemporaryFolder data)
    {
        var builder = Graph.New($"--Data={data.Path}");
        builder.AddPostgres("postgres").WithDataVolume().AddDatabase("database");
        return builder;
    }

    private static Task<ResourceEvent> HealthyAsync(DistributedApplication app) =>
        app.ResourceNotifications.WaitForResourceHealthyAsync("database", WaitBehavior.WaitOnResourceUnavailable, Deadline.Token);

    private static async Task AllowConnectionsAsync(ResourceReadyEvent ready, bool allowed)
    {
        if (ready.Resource is PostgresServerResource server)
        {
            await using var connection = new NpgsqlConnection(
                $"{await server.ConnectionStringExpression.GetValueAsync(Deadline.Token)};Database=template1;Pooling=false");
            await connection.OpenAsync(Deadline.Token);
            await using var command = new NpgsqlCommand($"ALTER DATABASE postgres ALLOW_CONNECTIONS {allowed}", connection);
            await command.ExecuteNonQueryAsync(Deadline.Token);
        }
    }

    private static async Task<string?> ExecuteAsync(DistributedApplication app, string sql)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(await app.GetConnectionStringAsync("database", Deadline.Token)) { Pooling = false };
        await using var connection = new NpgsqlConnection(connectionString.ConnectionString);
        await connection.OpenAsync(Deadline.Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(Deadline.Token);
    }
}
