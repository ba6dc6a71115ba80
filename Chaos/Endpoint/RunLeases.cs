using AspireStateless.Chaos.Faults;
using Microsoft.Extensions.Hosting;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>
/// Ties the faults of a run to its event streams: a harness that dies takes its faults with it. They are cured
/// <see cref="Grace"/> after the last stream closed, or after a fault that had no stream to begin with.
/// </summary>
internal sealed class RunLeases(FaultRegistry faults, IHostApplicationLifetime lifetime)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);

    /// <summary>Long enough to open a stream again after a broken connection.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(2);

    /// <summary>An event stream of the run was opened; disposing says that it closed.</summary>
    public IDisposable Hold(string run)
    {
        lock (_gate)
        {
            var lease = Touch_NeedsLock(run);
            lease.Streams++;
            return new Holder(this, run, lease);
        }
    }

    /// <summary>A fault of the run was put on.</summary>
    public void Touch(string run)
    {
        lock (_gate)
        {
            ExpireUnlessHeld_NeedsLock(run, Touch_NeedsLock(run));
        }
    }

    private Lease Touch_NeedsLock(string run)
    {
        if (!_leases.TryGetValue(run, out var lease))
        {
            _leases[run] = lease = new Lease();
        }

        lease.Touches++;
        return lease;
    }

    private void ExpireUnlessHeld_NeedsLock(string run, Lease lease)
    {
        if (lease.Streams == 0)
        {
            _ = ExpireAsync(run, lease, lease.Touches);
        }
    }

    private async Task ExpireAsync(string run, Lease lease, int touches)
    {
        await Task.Delay(Grace, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            // Held or touched again meanwhile: that one expires, or does not, by its own time.
            if (lease.Touches != touches || lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return;
            }

            _leases.Remove(run);
        }

        await faults.CureRunAsync(run);
    }

    private sealed class Lease
    {
        public int Streams { get; set; }

        public int Touches { get; set; }
    }

    private sealed class Holder(RunLeases owner, string run, Lease lease) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
            {
                lease.Streams--;
                lease.Touches++;
                owner.ExpireUnlessHeld_NeedsLock(run, lease);
            }
        }
    }
}
