using AspireStateless.Stores.Data;
using AspireStateless.Stores.Kinds;
using AspireStateless.Stores.Programs;
using AspireStateless.Stores.Watch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AspireStateless.Stores.Postgres;

/// <summary>Runs the machine's <c>postgres</c> on a folder of its own.</summary>
internal static class PostgresProgram
{
    private const int LimitSeconds = 2;

    public static IResourceBuilder<PostgresProgramResource> Add(
        IDistributedApplicationBuilder builder, string name, ParameterResource password)
    {
        var data = DataFolder.Of(builder);
        var store = data.ForStore(name);
        var programs = ProgramPath.OfPostgres!;
        var folder = PostgresFolder.Of(store);
        string[] command = [.. folder.Launcher, Path.Combine(programs, "postgres"), "-D", folder.Path,
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "logging_collector=off"];
        var postgres = new PostgresProgramResource(name, command[0], store, folder, password);
        PostgresCluster.CheckVersion(folder, programs);
        builder.Services.AddStoreCheck($"{name}_check", token => CheckAsync(postgres, "postgres", token));
        builder.Services.AddEarly<FastShutdown>();
        return builder.AddResource(postgres)
            .WithEndpoint(name: PostgresProgramResource.EndpointName, scheme: "tcp", isProxied: false)
            .WithArgs(command[1..])
            .WithArgs("-p", postgres.PrimaryEndpoint.Property(EndpointProperty.TargetPort))
            .WithHealthCheck($"{name}_check")
            .WithAnnotation(new StoreAnnotation(StoreEngine.Postgres, postgres.PrimaryEndpoint))
            .OnBeforeResourceStarted(async (_, _, token) =>
            {
                await PostgresCluster.EndFormerProcessesAsync(folder, token);
                var opens = await password.GetValueAsync(token);
                await Task.Run(() => data.Use(() => PostgresCluster.Make(folder, programs, opens!)), token);
            })
            // The orchestrator hands the state of a server on to its databases only where it is a container.
            .OnResourceStopped((_, stopped, _) =>
                SayOfDatabasesAsync(builder, postgres, stopped.Services, stopped.ResourceEvent.Snapshot.State))
            .OnResourceReady((_, ready, token) => MakeDatabasesAsync(builder, postgres, ready.Services, token));
    }

    public static IResourceBuilder<PostgresProgramDatabaseResource> AddDatabase(
        IDistributedApplicationBuilder builder, PostgresProgramResource server, string name)
    {
        builder.Services.AddStoreCheck($"{name}_check", token => CheckAsync(server, name, token));
        return builder.AddResource(new PostgresProgramDatabaseResource(name, server)).WithHealthCheck($"{name}_check");
    }

    // A failure is logged, and the database stays unhealthy; as with Aspire's own.
    private static async Task MakeDatabasesAsync(
        IDistributedApplicationBuilder builder, PostgresProgramResource server, IServiceProvider services,
        CancellationToken cancellationToken)
    {
        foreach (var database in DatabasesOf(builder, server))
        {
            try
            {
                await using var connection = await OpenAsync(server, "postgres", cancellationToken);
                await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database.Name}\"", connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
            {
                // It is there, with its data.
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                services.GetRequiredService<ResourceLoggerService>().GetLogger(server)
                    .LogError("Database '{Database}' cannot be made: {Message}", database.Name, exception.Message);
            }
        }

        await SayOfDatabasesAsync(builder, server, services, KnownResourceStates.Running);
    }

    private static Task SayOfDatabasesAsync(
        IDistributedApplicationBuilder builder, PostgresProgramResource server, IServiceProvider services, ResourceStateSnapshot? state) =>
        Task.WhenAll(DatabasesOf(builder, server).Select(database => services.GetRequiredService<ResourceNotificationService>()
            .PublishUpdateAsync(database, snapshot => snapshot with { State = state })));

    private static IEnumerable<PostgresProgramDatabaseResource> DatabasesOf(
        IDistributedApplicationBuilder builder, PostgresProgramResource server) =>
        builder.Resources.OfType<PostgresProgramDatabaseResource>().Where(database => database.Parent == server);

    public static async Task<HealthCheckResult> CheckAsync(
        IResourceWithConnectionString server, string database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(server, database, cancellationToken);
            await using var question = new NpgsqlCommand("SELECT 1", connection);
            await question.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"SELECT 1 got no answer: {exception.Message}");
        }
    }

    private static Task<NpgsqlConnection> OpenAsync(
        IResourceWithConnectionString server, string database, CancellationToken cancellationToken) => PostgresConnection.OpenAsync(
            server, "apphost",
            change => (change.Database, change.Timeout, change.CommandTimeout) = (database, LimitSeconds, LimitSeconds),
            cancellationToken);
}
