using AspireStateless.Stores.Containers;
using AspireStateless.Stores.Data;
using AspireStateless.Stores.Kinds;
using AspireStateless.Stores.Postgres;
using AspireStateless.Stores.Redis;

namespace AspireStateless.Stores;

/// <summary>Adds stores to an application, as programs of this machine or as containers: configuration <c>Stores</c> says which.</summary>
/// <remarks>
/// <c>Data</c> is the folder of their data and passwords, relative to the AppHost's (<c>.data</c> unless set), or <c>temporary</c>;
/// <c>Redis:Append</c> is what Redis has on disk when it answers (<c>always</c> unless set, <c>everysec</c>, <c>no</c>). Each store carries
/// a <see cref="StoreAnnotation"/> with what both kinds have in common.
/// </remarks>
public static class StoreBuilderExtensions
{
    /// <summary>Adds a Redis server with a password, whose data is kept.</summary>
    /// <exception cref="DistributedApplicationException">This machine or the data folder is not fit; the message says why.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddRedisStore(this IDistributedApplicationBuilder builder, string name) =>
        AddStore(builder, name, RedisProgram.HasData, RedisProgram.Add, RedisContainer.Add);

    /// <summary>Adds a Postgres server with a password, whose data is kept.</summary>
    /// <exception cref="DistributedApplicationException">
    /// This machine or the data folder is not fit for it; the message says what to do.
    /// </exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddPostgresStore(
        this IDistributedApplicationBuilder builder, string name) =>
        AddStore(builder, name, PostgresFolder.HasData, PostgresProgram.Add, PostgresContainer.Add);

    /// <summary>Adds a database to a server of <see cref="AddPostgresStore"/>; made when the server is ready, unless it is there.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">Name of the resource, of its connection string, and of the database.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddDatabase(
        this IResourceBuilder<IResourceWithConnectionString> server, string name)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Resource switch
        {
            PostgresServerResource container => PostgresContainer.AddDatabase(server.ApplicationBuilder, container, name),
            PostgresProgramResource program => PostgresProgram.AddDatabase(server.ApplicationBuilder, program, name),
            _ => throw new ArgumentException($"'{server.Resource.Name}' is no Postgres server.", nameof(server)),
        };
    }

    /// <summary>Adds a generated password that is kept beside the stores' data.</summary>
    public static IResourceBuilder<ParameterResource> AddKeptPassword(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = DataFolder.Of(builder);
        return builder.AddParameter(name, () => folder.Password(name, openedBy: null), secret: true);
    }

    private static IResourceBuilder<IResourceWithConnectionString> AddStore(
        IDistributedApplicationBuilder builder, string name, Func<string, bool> hasData, StoreAdder addProgram, StoreAdder addContainer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = DataFolder.Of(builder);
        var store = folder.ForStore(name);
        var (isThere, add) = folder.Kind == StoreKind.Containers
            ? (StoreContainer.HasData(store), addContainer)
            : (hasData(store), addProgram);
        // Read now: what is wrong with the folder is to be said before anything starts.
        var password = folder.Password($"{name}-password", isThere ? $"The data of '{name}' in '{folder.Path}'" : null);
        return add(builder, name, builder.AddParameter($"{name}-password", () => password, secret: true).Resource);
    }

    private delegate IResourceBuilder<IResourceWithConnectionString> StoreAdder(
        IDistributedApplicationBuilder builder, string name, ParameterResource password);
}
