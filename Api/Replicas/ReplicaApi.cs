using AspireStateless.Api.Telemetry;

namespace AspireStateless.Api.Replicas;

/// <summary>Tells clients which replica answered, and with which options it runs.</summary>
internal static class ReplicaApi
{
    public static void AddReplica(this WebApplicationBuilder builder, ReplicaIdentity replica)
    {
        builder.Services.AddSingleton(replica);
        builder.Services.AddSingleton<Replica>(
            services => new(replica.Instance, replica.Pid, replica.StartTicks, ReplicaOptions.Of(services)));
    }

    /// <summary>Puts <c>Replica: instance/pid/startTicks</c> on every response, also on problems, as it starts.</summary>
    public static void UseReplicaHeader(this WebApplication app)
    {
        var identity = app.Services.GetRequiredService<ReplicaIdentity>().ToString();
        app.Use((context, next) =>
        {
            var response = context.Response;
            response.OnStarting(() =>
            {
                response.Headers["Replica"] = identity;
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    public static void MapReplica(this WebApplication app) =>
        app.MapGet("/replica", (Replica replica) => replica)
            .WithTags("Replica")
            .WithSummary("The replica that answers, and the options in force");
}

/// <summary>The answer of <c>GET /replica</c>.</summary>
internal sealed record Replica(string Instance, int Pid, long StartTicks, ReplicaOptions Options);
