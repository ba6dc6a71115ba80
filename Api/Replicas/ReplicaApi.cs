using AspireStateless.Api.Answers;
using AspireStateless.Api.Telemetry;
using Microsoft.Extensions.Primitives;

namespace AspireStateless.Api.Replicas;

/// <summary>Tells clients which replica answered, and with which options it runs.</summary>
internal static class ReplicaApi
{
    public static void AddReplica(this WebApplicationBuilder builder, ReplicaIdentity replica)
    {
        builder.Services.AddSingleton(replica);
        builder.Services.AddSingleton<Replica>(
            services => new(replica.Instance, replica.Pid, replica.StartTicks, ReplicaOptions.Of(services)));
        builder.Services.AddSingleton<FixedJson<Replica>>();
    }

    /// <summary>Puts <c>Replica: instance/pid/startTicks</c> on every response, also on problems, as it starts.</summary>
    public static void UseReplicaHeader(this WebApplication app)
    {
        StringValues identity = app.Services.GetRequiredService<ReplicaIdentity>().ToString();
        Func<object, Task> tell = response =>
        {
            ((HttpResponse)response).Headers["Replica"] = identity;
            return Task.CompletedTask;
        };
        app.Use((context, next) =>
        {
            context.Response.OnStarting(tell, context.Response);
            return next(context);
        });
    }

    public static void MapReplica(this WebApplication app) =>
        app.MapGet("/replica", (FixedJson<Replica> replica) => replica)
            .WithTags("Replica")
            .WithSummary("The replica that answers, and the options in force");
}

/// <summary>The answer of <c>GET /replica</c>.</summary>
internal sealed record Replica(string Instance, int Pid, long StartTicks, ReplicaOptions Options);
