using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Processes;

/// <summary>Stops a process with all that it started, and lets them go on. Linux only.</summary>
internal sealed class ProcessPause(ProcessIdentity root)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(1);

    private IReadOnlyList<ProcessIdentity> _stopped = [];

    public int Processes => _stopped.Count;

    /// <summary>Returns when /proc shows all of them stopped.</summary>
    /// <exception cref="RefusedException">They do not stop, or the process has ended; those that did go on.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StopAsync(cancellationToken);
        }
        catch
        {
            Continue();
            throw;
        }
    }

    /// <summary>Returns when none is stopped any more; those that have ended meanwhile are left alone.</summary>
    /// <exception cref="RefusedException">They do not go on.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        Continue();
        await UntilAsync(() => !_stopped.Any(process => process.IsStopped()), cancellationToken);
    }

    /// <summary>Lets them go on, and does not look.</summary>
    public void Continue()
    {
        foreach (var process in _stopped.Reverse())
        {
            ProcessSignals.Send(process, Signal.SIGCONT);
        }
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        // The parent first: from then on it starts no others that the list would miss.
        _stopped = [root];
        ProcessSignals.Send(root, Signal.SIGSTOP);
        await UntilAsync(() => root.IsStopped(), cancellationToken);
        _stopped = ProcessTree.Of(root);
        foreach (var process in _stopped.Skip(1))
        {
            ProcessSignals.Send(process, Signal.SIGSTOP);
        }

        await UntilAsync(() => root.IsStopped() && _stopped.All(process => process.IsStopped() || !process.IsAlive()), cancellationToken);
    }

    private async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        var follows = await Polling.UntilAsync(
            () => Task.FromResult(condition() || (!root.IsAlive() && _stopped.Count <= 1
                ? throw RefusedException.Conflict("wrong-state", $"Process {root.Pid} has ended.")
                : false)),
            LookAgainAfter, Limit, cancellationToken);
        if (!follows)
        {
            throw RefusedException.NotEffective(
                "not-effective", $"Process {root.Pid} did not follow its signal within {Limit.TotalSeconds:0} s.");
        }
    }
}
