using AspireStateless.Api.Telemetry;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage.Redis;

internal static class RedisServices
{
    private const string Name = "redis";

    /// <param name="replica">By its name Redis tells which life of which replica may still have a call in flight.</param>
    public static void AddRedis(this WebApplicationBuilder builder, ReplicaIdentity replica)
    {
        builder.RequireConnectionString(Name, "Redis", static text => ConfigurationOptions.Parse(text).EndPoints.Count > 0);
        builder.AddRedisClient(
            Name,
            settings =>
            {
                // The store makes one span around each call, which also covers the deadline and the breaker.
                settings.DisableTracing = true;
                // The first connection is made at the start, and not by the first request, whose thread it would block.
                settings.DisableAutoActivation = false;
                // It asks with PING, which a Redis answers that takes no write.
                settings.DisableHealthChecks = true;
            },
            client => Tune(client, replica));
        builder.Services.AddHealthChecks().AddCheck<RedisCheck>(Name);
        builder.Services.AddSingleton<RedisStore>();
    }

    private static void Tune(ConfigurationOptions client, ReplicaIdentity replica)
    {
        client.ClientName = replica.ToString();
        // What cannot be sent at once is refused at once, while it is certain that it was not sent.
        client.BacklogPolicy = BacklogPolicy.FailFast;
        // Milliseconds, as the next two. A start waits no longer for a Redis that is away; it comes up without.
        client.ConnectTimeout = 1000;
        // A call has given up before. After four times this without an answer a connection is made anew.
        client.AsyncTimeout = 1000;
        client.ReconnectRetryPolicy = new LinearRetry(250);
        // The reconnection is looked after at each beat.
        client.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        // Seconds. How often the library asks what Redis is, a primary or a replica. It sends a replica no write, also long after that has
        // become the primary; its own would be sixty.
        client.ConfigCheckSeconds = 1;
        // Seconds. A connection whose handshake got lost is given up, and made anew, only by this; the library's own would be sixty.
        client.KeepAlive = 2;
    }
}
