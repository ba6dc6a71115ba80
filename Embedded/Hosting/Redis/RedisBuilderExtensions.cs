using StackExchange.Redis;

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
        password ??= builder.AddParameter($"{name}-password", new GenerateParameterDefault(), secret: true, persist: true);
        var redis = new RedisResource(name) { PasswordParameter = password.Resource };
        var server = builder.AddResource(redis)
            .WithEndpoint(port: port, name: RedisResource.PrimaryEndpointName, scheme: "tcp", isProxied: false)
            .WithAnnotation(new LaunchRecipeAnnotation(new RedisRecipe(redis)))
            .WithLifecycleCommands();
        return HealthQuestion.Add(server, $"{name}_check", "PING", cancellationToken => PingAsync(redis, cancellationToken));
    }

    /// <summary>Keeps the data over runs, in the data folder. Without it the data lasts as long as the application runs.</summary>
    /// <param name="builder">The Redis server.</param>
    /// <param name="name">Name of the volume; the resource's unless set.</param>
    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null) =>
        builder.WithAnnotation(new DataVolumeAnnotation(name ?? builder.Resource.Name), ResourceAnnotationMutationBehavior.Replace)
            .WithArgs("--save", "60", "1");

    // While the server loads its data it does not answer.
    private static async Task<string?> PingAsync(RedisResource redis, CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds(2);
        var options = ConfigurationOptions.Parse((await redis.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false))!);
        options.ConnectTimeout = (int)limit.TotalMilliseconds;
        options.ClientName = "apphost";
        using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(limit, cancellationToken).ConfigureAwait(false);
        await connection.GetDatabase().PingAsync().WaitAsync(limit, cancellationToken).ConfigureAwait(false);
        // Disposing alone would wait a second for an answer that nobody needs.
        await connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
        return null;
    }
}
