using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Stores.Watch;

/// <summary>What has been seen of a store.</summary>
internal sealed class StoreLife(IResource store)
{
    private bool wasHealthy;
    private bool wasStopped;
    private long? awaySince;
    private bool isSaid;

    internal IResource Store => store;

    internal CustomResourceSnapshot? Now { get; private set; }

    internal bool HasEnded => KnownResourceStates.TerminalStates.Contains(Now?.State?.Text);

    /// <summary>It ended by itself without ever having served.</summary>
    internal bool NeverServed => HasEnded && !wasHealthy && !wasStopped;

    internal void See(CustomResourceSnapshot snapshot, long now)
    {
        Now = snapshot;
        var state = snapshot.State?.Text;
        if (snapshot.HealthStatus == HealthStatus.Healthy)
        {
            (wasHealthy, awaySince, isSaid) = (true, null, false);
        }
        else if (HasEnded || state == KnownResourceStates.Running)
        {
            awaySince ??= now;
        }

        wasStopped = state == KnownResourceStates.Stopping || (wasStopped && HasEnded);
    }

    /// <summary>Whether it has been away for so long that whoever waits for it should know; true once per outage.</summary>
    internal bool IsToBeSaid(long now, TimeSpan limit, bool isWaitedFor)
    {
        var isDue = isWaitedFor && !isSaid && awaySince is { } since && TimeProvider.System.GetElapsedTime(since, now) >= limit;
        isSaid |= isDue;
        return isDue;
    }
}
