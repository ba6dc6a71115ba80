using AspireStateless.Api.Problems;
using AspireStateless.Api.Sessions;
using StackExchange.Redis;

namespace AspireStateless.Api.Counters;

/// <summary>Tells what this process did since its start. No answer depends on it: it is a measurement of one process.</summary>
internal static class CountersApi
{
    public static void AddCounters(this WebApplicationBuilder builder)
    {
        var bytes = new ResponseBytes();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(bytes.Count)));
        builder.Services.AddSingleton(bytes);
        builder.Services.AddSingleton<RequestCounts>();
        builder.Services.AddSingleton<SqlCommands>();
        builder.Services.AddSingleton<ThrownExceptions>();
        builder.Services.AddSingleton<ReplicaCounters>();
    }

    /// <summary>Counts from here on; in front of everything that may answer.</summary>
    public static void UseCounters(this WebApplication app)
    {
        var requests = app.Services.GetRequiredService<ReplicaCounters>().Requests;
        Func<object, Task> count = context =>
        {
            requests.Add((HttpContext)context);
            return Task.CompletedTask;
        };
        app.Use((context, next) =>
        {
            context.Response.OnCompleted(count, context);
            return next(context);
        });
    }

    public static void MapCounters(this WebApplication app) =>
        app.MapGet("/replica/counters", (ReplicaCounters counters, IConnectionMultiplexer redis) => counters.Read(redis))
            .RequireAdmin()
            .WithTags("Replica")
            .WithSummary("What the replica that answers did since its start")
            .WithDescription("Of this process alone: another replica has other counters, and they end with it.")
            .Refuses(ProblemType.StoreUnavailable);
}
