using System.Globalization;

namespace AspireStateless.AppHost;

/// <summary>What Redis has written when it answers.</summary>
internal static class RedisDurability
{
    /// <summary>Sets the append-only file of a Redis server.</summary>
    /// <param name="redis">The server.</param>
    /// <param name="append">
    /// <c>always</c>: on disk before the answer; <c>everysec</c>: on disk within a second; <c>no</c>: nothing is written at all, for showing
    /// what that loses. Null means <c>always</c>.
    /// </param>
    /// <exception cref="DistributedApplicationException">Another value.</exception>
    public static IResourceBuilder<RedisResource> WithAppend(this IResourceBuilder<RedisResource> redis, string? append)
    {
        string[] flags = append?.ToLowerInvariant() switch
        {
            null or "always" => ["--appendonly", "yes", "--appendfsync", "always"],
            "everysec" => ["--appendonly", "yes", "--appendfsync", "everysec"],
            // Without a value --save takes back the save points that a data volume brings.
            "no" => ["--save", "--appendonly", "no"],
            _ => throw new DistributedApplicationException($"Redis:Append is '{append}'; it has to be always, everysec or no."),
        };
        return redis.WithArgs(context =>
        {
            // When publishing, Aspire has already joined the command into the one argument of a shell; in a run it does that later.
            if (context.ExecutionContext.IsPublishMode && context.Args is [.., var command])
            {
                context.Args[^1] = string.Create(CultureInfo.InvariantCulture, $"{command} {string.Join(' ', flags)}");
            }
            else
            {
                Array.ForEach(flags, context.Args.Add);
            }
        });
    }
}
