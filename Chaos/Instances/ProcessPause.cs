using AspireStateless.Chaos.Control;

namespace AspireStateless.Chaos.Instances;

/// <summary>Stops a process with all that it started, and lets them go on. Linux only.</summary>
internal sealed class ProcessPause(ProcessIdentity root)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(1);

    private IReadOnlyList<ProcessIdentity> stopped = [];

    internal int Processes => stopped.Count;

    /// <summary>Returns when /proc shows all of them stopped.</summary>
    /// <exception cref="RefusedException">They do not stop, or the process has ended.</exception>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        // The parent first: from then on it starts no others that the list would miss.
        stopped = [root];
        Signals.Send(root, Signal.Stop);
        await UntilAsync(() => root.IsStopped, cancellationToken).ConfigureAwait(false);
        stopped = ProcessTree.Of(root);
        foreach (var process in stopped.Skip(1))
        {
            Signals.Send(process, Signal.Stop);
        }

        await UntilAsync(() => root.IsStopped && stopped.All(process => process.IsStopped || !process.IsAlive), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Returns when none is stopped any more; those that have ended meanwhile are left alone.</summary>
    /// <exception cref="RefusedException">They do not go on.</exception>
    internal async Task EndAsync(CancellationToken cancellationToken)
    {
        Continue();
        await UntilAsync(() => !stopped.Any(process => process.IsStopped), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets them go on, and does not look.</summary>
    internal void Continue()
    {
        foreach (var process in stopped.Reverse())
        {
            Signals.Send(process, Signal.Continue);
        }
    }

    private async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        var limit = MonotonicClock.Nanoseconds + (long)Limit.TotalNanoseconds;
        while (!condition())
        {
            if (!root.IsAlive && stopped.Count <= 1)
            {
                throw RefusedException.Conflict("wrong-state", $"Process {root.Pid} has ended.");
            }

            if (MonotonicClock.Nanoseconds > limit)
            {
                throw RefusedException.NotEffective("not-effective", $"Process {root.Pid} did not follow its signal within {Limit.TotalSeconds:0} s.");
            }

            await Task.Delay(LookAgainAfter, cancellationToken).ConfigureAwait(false);
        }
    }
}
