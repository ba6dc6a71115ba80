using System.Globalization;
using AspireStateless.Stores.Data;
using AspireStateless.Stores.Kinds;
using AspireStateless.Stores.Programs;
using AspireStateless.Stores.Watch;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AspireStateless.Stores.Redis;

/// <summary>Runs the machine's <c>redis-server</c> on a folder of its own.</summary>
internal static class RedisProgram
{
    private const string ConfigurationFile = "redis.conf";
    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(2);

    public static IResourceBuilder<RedisProgramResource> Add(
        IDistributedApplicationBuilder builder, string name, ParameterResource password)
    {
        var folder = DataFolder.Of(builder).ForStore(name);
        string[] command = [.. FolderLock.Launcher(folder), ProgramPath.OfRedis!, Path.Combine(folder, ConfigurationFile)];
        var redis = new RedisProgramResource(name, command[0], folder, password);
        builder.Services.AddStoreCheck($"{name}_check", token => CheckAsync(redis, token));
        var flags = RedisAppend.Flags(builder.Configuration["Redis:Append"]);
        return builder.AddResource(redis)
            .WithEndpoint(name: RedisProgramResource.EndpointName, scheme: "tcp", isProxied: false)
            .WithArgs(command[1..])
            .WithArgs(context =>
            {
                foreach (var flag in flags)
                {
                    context.Args.Add(flag);
                }
            })
            .WithHealthCheck($"{name}_check")
            .WithAnnotation(new StoreAnnotation(StoreEngine.Redis, redis.PrimaryEndpoint))
            .OnBeforeResourceStarted((_, _, token) => ConfigureAsync(redis, folder, token));
    }

    /// <summary>Whether a folder holds what a Redis has kept.</summary>
    public static bool HasData(string folder) =>
        File.Exists(Path.Combine(folder, "dump.rdb")) || Directory.Exists(Path.Combine(folder, "appendonlydir"));

    // In a file and not on the command line, where every user of the machine could read the password.
    private static async Task ConfigureAsync(RedisProgramResource redis, string folder, CancellationToken cancellationToken)
    {
        FileModes.MakeOwnersFolder(folder);
        var port = await redis.PrimaryEndpoint.Property(EndpointProperty.TargetPort).GetValueAsync(cancellationToken);
        var password = await redis.Password.GetValueAsync(cancellationToken);
        await using var file = new StreamWriter(FileModes.CreateOwners(Path.Combine(folder, ConfigurationFile)));
        await file.WriteAsync(string.Create(
            CultureInfo.InvariantCulture, $"bind 127.0.0.1\ndir \"{folder}\"\nport {port}\nrequirepass \"{password}\"\n"));
    }

    // Over a connection made for the question: one that is kept takes seconds to notice a restart. While the server loads its data it says
    // so.
    public static async Task<HealthCheckResult> CheckAsync(IResourceWithConnectionString redis, CancellationToken cancellationToken)
    {
        try
        {
            var options = ConfigurationOptions.Parse((await redis.ConnectionStringExpression.GetValueAsync(cancellationToken))!);
            options.ClientName = "apphost";
            options.ConnectTimeout = (int)HealthLimit.TotalMilliseconds;
            options.ConnectRetry = 1;
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(HealthLimit, cancellationToken);
            await connection.GetDatabase().PingAsync().WaitAsync(HealthLimit, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"PING got no answer: {exception.Message}");
        }
    }
}
