using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Stores.Watch;

/// <summary>What has been seen of a store.</summary>
internal sealed class StoreLife(IResource store)
{
    private bool _wasHealthy;
    private bool _wasStopped;
    private long? _awaySince;
    private bool _isSaid;

    public IResource Store => store;

    public CustomResourceSnapshot? Now { get; private set; }

    public bool HasEnded => KnownResourceStates.TerminalStates.Contains(Now?.State?.Text);

    /// <summary>It ended by itself without ever having served.</summary>
    public bool NeverServed => HasEnded && !_wasHealthy && !_wasStopped;

    public void See(CustomResourceSnapshot snapshot, long now)
    {
        Now = snapshot;
        var state = snapshot.State?.Text;
        if (snapshot.HealthStatus == HealthStatus.Healthy)
        {
            (_wasHealthy, _awaySince, _isSaid) = (true, null, false);
        }
        else if (HasEnded || state == KnownResourceStates.Running)
        {
            _awaySince ??= now;
        }

        _wasStopped = state == KnownResourceStates.Stopping || (_wasStopped && HasEnded);
    }

    /// <summary>Whether it has been away for so long that whoever waits for it should know; true once per outage.</summary>
    public bool IsToBeSaid(long now, TimeSpan limit, bool isWaitedFor)
    {
        var isDue = isWaitedFor && !_isSaid && _awaySince is { } since && TimeProvider.System.GetElapsedTime(since, now) >= limit;
        _isSaid |= isDue;
        return isDue;
    }
}
