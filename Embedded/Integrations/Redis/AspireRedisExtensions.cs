using Aspire.StackExchange.Redis;
using Embedded.Integrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers Redis clients by connection name, as the package Aspire.StackExchange.Redis does.</summary>
public static class AspireRedisExtensions
{
    private const string Section = "Aspire:StackExchange:Redis";

    /// <summary>Registers a singleton <see cref="IConnectionMultiplexer"/> and its health check <c>StackExchange.Redis</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">The name under <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureOptions">Has the last word on the client's options.</param>
    /// <remarks>Resolving the client makes it, and throws <see cref="InvalidOperationException"/> when no endpoint is configured.</remarks>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null) =>
        Add(builder, connectionName, serviceKey: null, configureSettings, configureOptions);

    /// <summary>Registers a keyed <see cref="IConnectionMultiplexer"/> and its health check <c>StackExchange.Redis_{name}</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name under <c>ConnectionStrings</c>, and the service key.</param>
    /// <param name="configureSettings">Has the last word on the settings.</param>
    /// <param name="configureOptions">Has the last word on the client's options.</param>
    /// <remarks>Resolving the client makes it, and throws <see cref="InvalidOperationException"/> when no endpoint is configured.</remarks>
    public static void AddKeyedRedisClient(
        this IHostApplicationBuilder builder,
        string name,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null) =>
        Add(builder, name, serviceKey: name, configureSettings, configureOptions);

    private static void Add(
        IHostApplicationBuilder builder,
        string name,
        string? serviceKey,
        Action<StackExchangeRedisSettings>? configureSettings,
        Action<ConfigurationOptions>? configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var settings = new StackExchangeRedisSettings();
        var sections = SettingsSections.Of(builder.Configuration, Section, name);
        sections.Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(name) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        var optionsName = serviceKey ?? Options.Options.DefaultName;
        builder.Services.TryAddSingleton<IOptionsFactory<ConfigurationOptions>, RedisOptionsFactory>();
        builder.Services.AddSingleton(new RedisConnectionString(optionsName, settings.ConnectionString));
        builder.Services.Configure<ConfigurationOptions>(optionsName, options =>
        {
            sections.Bind(options, nameof(ConfigurationOptions));
            configureOptions?.Invoke(options);
        });

        builder.Services.AddKeyedSingleton<IConnectionMultiplexer>(serviceKey, (services, _) =>
        {
            var redis = Connect(services.GetRequiredService<IOptionsMonitor<ConfigurationOptions>>().Get(optionsName), name);
            // Disposing says goodbye to each server first and waits a second for an answer that never comes: a fifth of the stop limit.
            services.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(() => redis.Close(allowCommandsToComplete: false));
            return redis;
        });

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddConnectionHealthCheck(
                serviceKey is null ? "StackExchange.Redis" : $"StackExchange.Redis_{name}",
                async (services, cancellationToken) =>
                {
                    // The first resolution connects and blocks while it does.
                    var redis = await Task.Run(() => services.GetRequiredKeyedService<IConnectionMultiplexer>(serviceKey), cancellationToken);
                    await redis.GetDatabase().PingAsync();
                });
        }
    }

    private static ConnectionMultiplexer Connect(ConfigurationOptions options, string name)
    {
        if (options.EndPoints.Count == 0)
        {
            throw new InvalidOperationException(
                "No Redis endpoint is configured. "
                + $"Set 'ConnectionStrings:{name}', '{Section}:ConnectionString' or '{Section}:{name}:ConnectionString'.");
        }

        var redis = ConnectionMultiplexer.Connect(options);
        // In order, one slow continuation holds back every answer behind it; each call here is awaited on its own.
        redis.PreserveAsyncOrder = false;
        return redis;
    }
}
