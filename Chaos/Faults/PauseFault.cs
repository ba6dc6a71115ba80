using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// SIGSTOP of a process and of all that it started. Its connections stay open and its port accepts; nothing answers until SIGCONT.
/// </summary>
internal sealed class PauseFault(InstanceFeed instances) : IFault
{
    public string Kind => "pause";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        Signals.RequireProcessTable(Kind);
        var pause = new ProcessPause(Generations.ProcessOf(target, Kind));
        try
        {
            await pause.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            pause.Continue();
            throw;
        }

        var evidence = new PauseEvidence(target.Pid, target.StartTicks, Signals.NameOf(Signal.Stop), "T", pause.Processes, MonotonicClock.Nanoseconds);
        return new Injection(evidence, async token =>
        {
            await pause.EndAsync(token).ConfigureAwait(false);
            return CureEvidence.Now(instances.Get(target.Instance));
        })
        {
            Release = pause.Continue,
        };
    }
}

/// <summary>Evidence of a pause.</summary>
/// <param name="Pid">The instance's process.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Signal">What was sent.</param>
/// <param name="ProcessState">The state that /proc showed for all of them.</param>
/// <param name="Processes">How many, the instance's own included.</param>
/// <param name="At">When all of them had been seen in that state, <see cref="MonotonicClock"/>.</param>
internal sealed record PauseEvidence(int? Pid, long? StartTicks, string Signal, string ProcessState, int Processes, long At);
