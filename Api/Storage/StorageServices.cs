using AspireStateless.Api.Replicas;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage;

internal static class StorageServices
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var replica = ReplicaIdentity.Read(builder.Configuration);
        builder.AddRedisClient(
            "redis",
            // The store makes one span around each call, which also covers the deadline and the breaker.
            settings => settings.DisableTracing = true,
            // By this name a store tells which life of which replica may still have a call in flight.
            client => client.ClientName = replica.ToString());
        builder.Services.AddOptions<ConfigurationOptions>()
            .Validate(
                client => client.EndPoints.Count > 0,
                "No Redis is configured. Set ConnectionStrings:redis (environment: ConnectionStrings__redis).")
            .ValidateOnStart();
        builder.Services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RedisConnection>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RedisConnection>());
        builder.Services.AddSingleton<RedisStore>();
    }
}
