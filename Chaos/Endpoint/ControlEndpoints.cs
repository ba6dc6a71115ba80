using System.Text.RegularExpressions;
using AspireStateless.Chaos.Faults;
using AspireStateless.Chaos.Inspectors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>The harness's way in.</summary>
internal static partial class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        app.MapGet(ControlPaths.Topology, (TopologyReader topology, CancellationToken token) => topology.ReadAsync(token));
        app.MapGet(ControlPaths.Durability, (StoreInspectors stores, CancellationToken token) => stores.DurabilityAsync(token));
        app.MapPost(ControlPaths.Faults, InjectAsync);
        app.MapDelete(ControlPaths.Faults + "/{id}", (string id, FaultRegistry faults) => faults.CureAsync(id));
        app.MapPost(ControlPaths.Runs, AnnounceAsync);
        app.MapGet(ControlPaths.Events, Events);
    }

    // No token here and in the cure: a fault that has begun is finished, recorded and told, whether its caller still listens or not.
    private static async Task<Created<FaultReport>> InjectAsync(FaultRequest request, FaultRegistry faults, RunLeases leases)
    {
        var fault = await faults.InjectAsync(request);
        if (fault.Run is { } run)
        {
            leases.Touch(run);
        }

        return TypedResults.Created($"{ControlPaths.Faults}/{fault.Id}", fault);
    }

    private static async Task<NoContent> AnnounceAsync(RunAnnouncement run, LiveLink link, ILoggerFactory loggers)
    {
        if (run.Id is null || !RunId().IsMatch(run.Id))
        {
            throw RefusedException.BadRequest("invalid-request", "'id' must be 8 characters out of a-z and 0-9.");
        }

        loggers.CreateLogger(typeof(ControlEndpoints)).LogInformation(
            "Run {Run}, scenario {Scenario}: {LiveUrl}", run.Id, run.Scenario, run.LiveUrl);
        await link.ShowAsync(run);
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

    [GeneratedRegex("^[a-z0-9]{8}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RunId();
}
