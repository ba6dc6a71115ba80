using System.Diagnostics;
using AspireStateless.Api.Replicas;
using AspireStateless.Api.Storage.Migrations;
using AspireStateless.ServiceDefaults;
using Npgsql;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage;

internal static class StorageServices
{
    private const string Redis = "redis";
    private const string Postgres = "shop";

    public static void AddStorage(this WebApplicationBuilder builder)
    {
        // By this name a store tells which life of which replica may still have a call in flight.
        var connectionName = ReplicaIdentity.Read(builder.Configuration).ToString();
        builder.Services.AddOptions<StorageOptions>()
            .BindConfiguration("Storage")
            .ValidateDataAnnotations()
            .Validate(
                _ => !string.IsNullOrEmpty(builder.Configuration.GetConnectionString(Redis)),
                "No Redis is configured. Set ConnectionStrings:redis (environment: ConnectionStrings__redis).")
            .Validate(
                _ => !string.IsNullOrEmpty(builder.Configuration.GetConnectionString(Postgres)),
                "No Postgres is configured. Set ConnectionStrings:shop (environment: ConnectionStrings__shop).")
            .ValidateOnStart();
        builder.AddRedis(connectionName);
        builder.AddPostgres(connectionName);
    }

    private static void AddRedis(this WebApplicationBuilder builder, string connectionName)
    {
        builder.AddRedisClient(
            Redis,
            settings =>
            {
                // The store makes one span around each call, which also covers the deadline and the breaker.
                settings.DisableTracing = true;
                // The first connection is made at the start, and not by the first request, whose thread it would block.
                settings.DisableAutoActivation = false;
            },
            client => Tune(client, connectionName));
        builder.Services.AddSingleton<RedisStore>();
    }

    private static void Tune(ConfigurationOptions client, string connectionName)
    {
        client.ClientName = connectionName;
        // What cannot be sent at once is refused at once, while it is certain that it was not sent.
        client.BacklogPolicy = BacklogPolicy.FailFast;
        // Milliseconds, as the next two. A start waits no longer for a Redis that is away; it comes up without.
        client.ConnectTimeout = 1000;
        // A call has given up before. After four times this without an answer a connection is made anew.
        client.AsyncTimeout = 1000;
        client.ReconnectRetryPolicy = new LinearRetry(250);
        // The reconnection is looked after at each beat.
        client.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        // Seconds. A connection whose handshake got lost is given up, and made anew, only by this; the library's own would be sixty.
        client.KeepAlive = 2;
    }

    private static void AddPostgres(this WebApplicationBuilder builder, string connectionName)
    {
        builder.AddNpgsqlDataSource(
            Postgres,
            settings => settings.DisableTracing = settings.DisableMetrics = !builder.ExportsTelemetry(),
            dataSource =>
            {
                Tune(dataSource.ConnectionStringBuilder, connectionName);
                // Only as a part of what is traced: probes and the statements that several requests share would be traces of their own.
                dataSource.ConfigureTracing(tracing => tracing
                    .ConfigureCommandFilter(_ => Activity.Current is { Recorded: true })
                    .ConfigureCommandSpanNameProvider(static command => SqlOperation.Of(command.CommandText))
                    .EnableFirstResponseEvent(false)
                    .EnablePhysicalOpenTracing(false));
            });
        builder.Services.AddSingleton<Schema>();
        builder.Services.AddHealthChecks().AddCheck<Schema>("schema");
        builder.Services.AddSingleton<SchemaUpgrade>();
        builder.Services.AddHostedService<SchemaStart>();
        builder.Services.AddHostedService<PostgresSentinel>();
        builder.Services.AddSingleton<PostgresStore>();
    }

    private static void Tune(NpgsqlConnectionStringBuilder connection, string connectionName)
    {
        connection.ApplicationName = connectionName;
        // Seconds. A call has given up before; this frees the connection.
        connection.Timeout = 1;
        connection.CommandTimeout = 5;
        // Six replicas fit into the hundred connections that a server takes unless told otherwise.
        connection.MaxPoolSize = 16;
        connection.MaxAutoPrepare = 32;
        connection.NoResetOnClose = true;
    }
}
