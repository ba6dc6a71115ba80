using Aspire.Hosting.Redis;

namespace Aspire.Hosting;

/// <summary>Adds Redis servers.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Adds a Redis server: <c>redis-server</c> of this machine, on loopback, with a password.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, and that of its connection string.</param>
    /// <param name="port">Its port; null takes a free one.</param>
    /// <param name="password">Its password; null generates one and keeps it with the data.</param>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        var redis = new RedisResource(name)
        {
            PasswordParameter = (password
                ?? builder.AddParameter($"{name}-password", new GenerateParameterDefault(), secret: true, persist: true)).Resource,
        };
        var key = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, _ => new RedisHealthCheck(redis), failureStatus: null, tags: null));
        return builder.AddResource(redis)
            .WithEndpoint(port: port, name: RedisResource.PrimaryEndpointName, scheme: "tcp", isProxied: false)
            .WithHealthCheck(key)
            .WithAnnotation(new LaunchRecipeAnnotation(new RedisRecipe(redis)))
            .WithLifecycleCommands();
    }

    /// <summary>Keeps the data over runs, in the data folder. Without it the data lasts as long as the application runs.</summary>
    /// <param name="builder">The Redis server.</param>
    /// <param name="name">Name of the volume; the resource's unless set.</param>
    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null) =>
        builder.WithAnnotation(new DataVolumeAnnotation(name ?? builder.Resource.Name), ResourceAnnotationMutationBehavior.Replace)
            .WithArgs("--save", "60", "1");
}
