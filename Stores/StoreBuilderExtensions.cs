using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using AspireStateless.Stores.Containers;
using AspireStateless.Stores.Data;
using AspireStateless.Stores.Postgres;
using AspireStateless.Stores.Redis;

namespace AspireStateless.Stores;

/// <summary>Adds stores to an application, as programs of this machine or as containers: configuration <c>Stores</c> says which.</summary>
/// <remarks>
/// <c>Data</c> is the folder of their data and passwords, relative to the AppHost's (<c>.data</c> unless set), or <c>temporary</c>;
/// <c>Redis:Append</c> is what Redis has on disk when it answers (<c>always</c> unless set, <c>everysec</c>, <c>no</c>). Each store carries a
/// <see cref="StoreAnnotation"/> with what both kinds have in common.
/// </remarks>
public static class StoreBuilderExtensions
{
    /// <summary>Adds a Redis server with a password, whose data is kept.</summary>
    /// <exception cref="DistributedApplicationException">This machine or the data folder is not fit for it; the message says what to do.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddRedisStore(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = DataFolder.Of(builder);
        var store = folder.ForStore(name);
        if (folder.Kind == StoreKind.Containers)
        {
            var password = builder.AddPassword(name, StoreContainer.HasData(store));
            var redis = RedisContainer.Add(builder, name, password);
            return redis.WithAnnotation(new StoreAnnotation(StoreEngine.Redis, folder.Kind, redis.Resource.PrimaryEndpoint, password));
        }
        else
        {
            var password = builder.AddPassword(name, RedisProgram.HasData(store));
            var redis = RedisProgram.Add(builder, name, password);
            return redis.WithAnnotation(new StoreAnnotation(StoreEngine.Redis, folder.Kind, redis.Resource.PrimaryEndpoint, password));
        }
    }

    /// <summary>Adds a Postgres server with a password, whose data is kept.</summary>
    /// <exception cref="DistributedApplicationException">This machine or the data folder is not fit for it; the message says what to do.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddPostgresStore(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = DataFolder.Of(builder);
        var store = folder.ForStore(name);
        if (folder.Kind == StoreKind.Containers)
        {
            var password = builder.AddPassword(name, StoreContainer.HasData(store));
            var postgres = PostgresContainer.Add(builder, name, password);
            return postgres.WithAnnotation(new StoreAnnotation(StoreEngine.Postgres, folder.Kind, postgres.Resource.PrimaryEndpoint, password));
        }
        else
        {
            var password = builder.AddPassword(name, PostgresFolder.HasData(store));
            var postgres = PostgresProgram.Add(builder, name, password);
            return postgres.WithAnnotation(new StoreAnnotation(StoreEngine.Postgres, folder.Kind, postgres.Resource.PrimaryEndpoint, password));
        }
    }

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

    // Read now: what is wrong with the folder is to be said before anything starts.
    private static ParameterResource AddPassword(this IDistributedApplicationBuilder builder, string store, bool hasData)
    {
        var folder = DataFolder.Of(builder);
        var password = folder.Password($"{store}-password", hasData ? $"The data of '{store}' in '{folder.Path}'" : null);
        return builder.AddParameter($"{store}-password", () => password, secret: true).Resource;
    }
}
