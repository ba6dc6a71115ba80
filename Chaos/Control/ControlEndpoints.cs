using AspireStateless.Chaos.Faults;
using AspireStateless.Chaos.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Control;

/// <summary>The harness's way in.</summary>
internal static class ControlEndpoints
{
    internal static void MapControl(this IEndpointRouteBuilder app)
    {
        app.MapGet("/topology", (Topology topology, CancellationToken cancellationToken) => topology.ReportAsync(cancellationToken));
        app.MapGet("/durability", (StoreFacts stores, CancellationToken cancellationToken) => stores.DurabilityAsync(cancellationToken));
        app.MapPost("/faults", InjectAsync);
        app.MapDelete("/faults/{id}", (string id, FaultRegistry faults) => faults.CureAsync(id));
        app.MapPost("/runs", AnnounceAsync);
        app.MapGet("/events", Events);
    }

    // No token here and in the cure: a fault that has begun is finished, recorded and told, whether its caller still listens or not.
    private static async Task<Created<FaultReport>> InjectAsync(FaultRequest request, FaultRegistry faults, RunLeases leases)
    {
        var fault = await faults.InjectAsync(request).ConfigureAwait(false);
        if (fault.Run is { } run)
        {
            leases.Touch(run);
        }

        return TypedResults.Created($"/faults/{fault.Id}", fault);
    }

    private static async Task<NoContent> AnnounceAsync(RunAnnouncement run, LiveLink link, ILoggerFactory loggers)
    {
        run.Validate();
        loggers.CreateLogger(typeof(ControlEndpoints)).LogInformation("Run {Run}, scenario {Scenario}: {LiveUrl}", run.Id, run.Scenario, run.LiveUrl);
        await link.ShowAsync(run).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static ServerSentEventsResult<string> Events(string? run, HttpContext context, EventFeed events, RunLeases leases)
    {
        if (run is not null)
        {
            context.Response.RegisterForDispose(leases.Hold(run));
        }

        return TypedResults.ServerSentEvents(events.ReadAsync(context.RequestAborted));
    }
}
