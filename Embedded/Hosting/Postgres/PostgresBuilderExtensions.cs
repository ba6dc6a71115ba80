namespace Aspire.Hosting;

/// <summary>Adds Postgres servers and their databases.</summary>
public static class PostgresBuilderExtensions
{
    private const int LimitSeconds = 2;

    /// <summary>Adds a Postgres server: <c>postgres</c> of this machine, on loopback, with a password.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="userName">Its superuser; null means <c>postgres</c>.</param>
    /// <param name="password">Its password; null generates one and keeps it with the data.</param>
    /// <param name="port">Its port; null takes a free one.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        password ??= builder.AddParameter($"{name}-password", new GenerateParameterDefault(), secret: true, persist: true);
        var server = new PostgresServerResource(name, userName?.Resource, password.Resource);
        builder.Eventing.Subscribe<ResourceReadyEvent>(server, (ready, cancellationToken) =>
            new DatabaseCreation(server, builder.Resources, ready.Services).RunAsync(cancellationToken));
        return builder.AddResource(server)
            .WithEndpoint(port: port, name: PostgresServerResource.PrimaryEndpointName, scheme: "tcp", isProxied: false)
            .WithDatabaseCheck($"{name}_check", ReferenceExpression.Create($"{server.ConnectionStringExpression};Database=postgres"))
            .WithAnnotation(new LaunchRecipeAnnotation(new PostgresRecipe(server)))
            .WithLifecycleCommands();
    }

    /// <summary>Adds a database to a server.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The resource's name, and that of its connection string.</param>
    /// <param name="databaseName">Its name on the server; the resource's unless set.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        return builder.ApplicationBuilder.AddResource(database).WithDatabaseCheck($"{name}_check", database.ConnectionStringExpression);
    }

    /// <summary>Keeps the data over runs, in the data folder. Without it the data lasts as long as the application runs.</summary>
    /// <param name="builder">The Postgres server.</param>
    /// <param name="name">Name of the volume; the resource's unless set.</param>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null) =>
        builder.WithAnnotation(new DataVolumeAnnotation(name ?? builder.Resource.Name), ResourceAnnotationMutationBehavior.Replace);

    private static IResourceBuilder<T> WithDatabaseCheck<T>(this IResourceBuilder<T> builder, string key, ReferenceExpression database)
        where T : IResource =>
        HealthQuestion.Add(builder, key, "SELECT 1", async cancellationToken =>
        {
            await using var connection = await AppHostConnection.OpenAsync(database, LimitSeconds, cancellationToken).ConfigureAwait(false);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            return null;
        });
}
