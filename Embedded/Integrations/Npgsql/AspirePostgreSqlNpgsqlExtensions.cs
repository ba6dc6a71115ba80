using Aspire.Npgsql;
using Embedded.Integrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers Postgres data sources by connection name, as the package Aspire.Npgsql does.</summary>
public static class AspirePostgreSqlNpgsqlExtensions
{
    private const string Section = "Aspire:Npgsql";

    /// <summary>Registers a singleton <see cref="NpgsqlDataSource"/>, its connections and the health check <c>PostgreSql</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">The name under <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureDataSourceBuilder">Has the last word on the data source.</param>
    /// <remarks>Resolving the data source throws <see cref="InvalidOperationException"/> when no connection string is configured.</remarks>
    public static void AddNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null) =>
        Add(builder, connectionName, serviceKey: null, configureSettings, configureDataSourceBuilder);

    /// <summary>Registers a data source and its connections with a service key, and the health check <c>PostgreSql_{name}</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name under <c>ConnectionStrings</c>, and the service key.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureDataSourceBuilder">Has the last word on the data source.</param>
    /// <remarks>Resolving the data source throws <see cref="InvalidOperationException"/> when no connection string is configured.</remarks>
    public static void AddKeyedNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string name,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null) =>
        Add(builder, name, serviceKey: name, configureSettings, configureDataSourceBuilder);

    private static void Add(
        IHostApplicationBuilder builder,
        string name,
        string? serviceKey,
        Action<NpgsqlSettings>? configureSettings,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var settings = new NpgsqlSettings();
        SettingsSections.Of(builder.Configuration, Section, name).Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(name) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddKeyedSingleton(serviceKey, (services, _) =>
            Build(services, name, settings.ConnectionString, configureDataSourceBuilder));
        builder.Services.AddKeyedTransient(serviceKey, (services, _) =>
            services.GetRequiredKeyedService<NpgsqlDataSource>(serviceKey).CreateConnection());

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddConnectionHealthCheck(
                serviceKey is null ? "PostgreSql" : $"PostgreSql_{name}",
                async (services, cancellationToken) =>
                {
                    await using var command = services.GetRequiredKeyedService<NpgsqlDataSource>(serviceKey).CreateCommand("SELECT 1");
                    await command.ExecuteScalarAsync(cancellationToken);
                });
        }

        if (!settings.DisableTracing)
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("Npgsql"));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter("Npgsql"));
        }
    }

    private static NpgsqlDataSource Build(
        IServiceProvider services, string name, string? connectionString, Action<NpgsqlDataSourceBuilder>? configure)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            throw new InvalidOperationException(
                "No Postgres server is configured. "
                + $"Set 'ConnectionStrings:{name}', '{Section}:ConnectionString' or '{Section}:{name}:ConnectionString'.");
        }

        var dataSource = new NpgsqlDataSourceBuilder(connectionString);
        dataSource.UseLoggerFactory(services.GetService<ILoggerFactory>());
        configure?.Invoke(dataSource);
        return dataSource.Build();
    }
}
