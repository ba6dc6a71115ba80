using System.Diagnostics;
using AspireStateless.Api.Telemetry;
using AspireStateless.ServiceDefaults;
using Npgsql;

namespace AspireStateless.Api.Storage.Postgres;

internal static class PostgresServices
{
    private const string Name = "shop";

    /// <param name="replica">By its name Postgres tells which life of which replica may still have a call in flight.</param>
    public static void AddPostgres(this WebApplicationBuilder builder, ReplicaIdentity replica)
    {
        builder.RequireConnectionString(Name, "Postgres", static text => new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 });
        builder.AddNpgsqlDataSource(
            Name,
            settings =>
            {
                settings.DisableTracing = settings.DisableMetrics = !builder.ExportsTelemetry();
                // It asks with SELECT 1, which a Postgres answers that takes no write.
                settings.DisableHealthChecks = true;
            },
            dataSource =>
            {
                Tune(dataSource.ConnectionStringBuilder, replica);
                // Only as a part of what is traced: probes and the statements that several requests share would be traces of their own.
                dataSource.ConfigureTracing(tracing => tracing
                    .ConfigureCommandFilter(_ => Activity.Current is { Recorded: true })
                    .ConfigureCommandSpanNameProvider(static command => SqlOperation.Of(command.CommandText))
                    .EnableFirstResponseEvent(false)
                    .EnablePhysicalOpenTracing(false));
            });
        builder.Services.AddSingleton<PostgresConnections>();
        builder.Services.AddSingleton<CallsLeftBehind>();
        builder.Services.AddSingleton<Schema>();
        builder.Services.AddHealthChecks().AddCheck<PostgresCheck>("postgres").AddCheck<Schema>("schema");
        builder.Services.AddHostedService<PostgresSentinel>();
        builder.Services.AddSingleton<PostgresStore>();
    }

    private static void Tune(NpgsqlConnectionStringBuilder connection, ReplicaIdentity replica)
    {
        connection.ApplicationName = replica.ToString();
        // Seconds. A call has given up before. Opened after all, a connection serves the next: it is given up when its packets may be lost.
        connection.Timeout = 2;
        connection.CommandTimeout = 5;
        connection.MaxPoolSize = PostgresConnections.Most;
        connection.MaxAutoPrepare = 32;
        connection.NoResetOnClose = true;
    }
}
