using AspireStateless.Stores.Containers;
using AspireStateless.Stores.Kinds;

namespace AspireStateless.Stores.Postgres;

/// <summary>Runs Postgres in a container, as Aspire does, on a volume of its own.</summary>
internal static class PostgresContainer
{
    public static IResourceBuilder<PostgresServerResource> Add(
        IDistributedApplicationBuilder builder, string name, ParameterResource password)
    {
        var postgres = builder.AddPostgres(name, password: builder.CreateResourceBuilder(password)).WithImageAtHand();
        return postgres
            .WithAnnotation(new StoreAnnotation(StoreEngine.Postgres, postgres.Resource.PrimaryEndpoint))
            .WithDataVolume(StoreContainer.VolumeOf(builder, name))
            .WithQuickCheck(token => PostgresProgram.CheckAsync(postgres.Resource, "postgres", token));
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        IDistributedApplicationBuilder builder, PostgresServerResource server, string name) =>
        builder.CreateResourceBuilder(server).AddDatabase(name, databaseName: null)
            .WithQuickCheck(token => PostgresProgram.CheckAsync(server, name, token));
}
