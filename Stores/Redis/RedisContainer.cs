using AspireStateless.Stores.Containers;
using AspireStateless.Stores.Kinds;

namespace AspireStateless.Stores.Redis;

/// <summary>Runs Redis in a container, as Aspire does, on a volume of its own.</summary>
internal static class RedisContainer
{
    private const string DataFolder = "/data";

    public static IResourceBuilder<RedisResource> Add(IDistributedApplicationBuilder builder, string name, ParameterResource password)
    {
        var flags = RedisAppend.Flags(builder.Configuration["Redis:Append"]);
        var redis = builder.AddRedis(name, password: builder.CreateResourceBuilder(password)).WithImageAtHand();
        redis.WithQuickCheck(token => RedisProgram.CheckAsync(redis.Resource, token));
#pragma warning disable ASPIRECERTIFICATES001 // To be used as long as it is experimental: there is no other way.
        return redis
#pragma warning restore ASPIRECERTIFICATES001
            // Not WithDataVolume, which adds flags for snapshots of its own.
            .WithVolume(StoreContainer.VolumeOf(builder, name), DataFolder)
            .WithAnnotation(new StoreAnnotation(StoreEngine.Redis, redis.Resource.PrimaryEndpoint))
            // The same on every machine, whether or not it has a development certificate.
            .WithoutHttpsCertificate()
            .WithArgs(context =>
            {
                // Aspire starts it by a shell, which would keep its signals from it.
                if (context.Args.IndexOf("redis-server") is >= 0 and var server)
                {
                    context.Args.Insert(server, "exec");
                }

                // Through that shell an empty value has to be quoted.
                foreach (var flag in flags)
                {
                    context.Args.Add(flag.Length == 0 ? "''" : flag);
                }
            });
    }
}
