using System.Diagnostics;
using AspireStateless.Api.Visits;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Jobs;

/// <summary>Writes the next tick when it is due and this replica leads.</summary>
internal sealed class VisitTicker(
    JobLease lease, IVisits visits, VisitTicks ticks, IOptions<JobsOptions> options, ActivitySource source)
{
    /// <exception cref="Storage.StoreUnavailableException">It may have been written.</exception>
    public async Task TickIfDueAsync(CancellationToken cancellationToken)
    {
        if (await lease.TakeAsync(cancellationToken) is not { } token)
        {
            return;
        }

        var last = await ticks.BeginAsync(token, options.Value.Period, cancellationToken);
        if (last.Token > token)
        {
            // A former leader that was paused, or a Redis that lost what it had.
            await lease.LeaveAsync(last.Token, cancellationToken);
        }
        else if (last.Due)
        {
            // The searches for a tick that is due, many times a period on every replica, are not worth a trace.
            using var span = source.StartActivity("tick of the visit job");
            var counts = await visits.ReadAllAsync(cancellationToken);
            await ticks.WriteAsync(last.Tick + 1, token, counts, options.Value.KeptTicks, cancellationToken);
        }
    }
}
