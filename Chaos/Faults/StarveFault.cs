using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Lets a process run for a part of each period only, by SIGSTOP and SIGCONT: it is slow in everything, as on a machine without a free
/// processor. Works without control groups, which need rights.
/// </summary>
internal sealed class StarveFault(InstanceFeed instances) : IFault
{
    public string Kind => "starve";

    // What it has left of each period, and how long a period is.
    public IReadOnlyList<FaultParameter> Parameters { get; } =
        [new NumberParameter("dutyPercent", 1, 90, 20), new NumberParameter("periodMs", 20, 2000, 100)];

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        Signals.RequireProcessTable(Kind);
        var cycle = new DutyCycle(
            Generations.ProcessOf(target, Kind), arguments.Number("dutyPercent"), TimeSpan.FromMilliseconds(arguments.Number("periodMs")));
        await cycle.StartAsync(cancellationToken).ConfigureAwait(false);
        var evidence = new PauseEvidence(target.Pid, target.StartTicks, Signals.NameOf(Signal.Stop), "T", 1, MonotonicClock.Nanoseconds);
        return new Injection(evidence, async token =>
        {
            var effect = await cycle.EndAsync(token).ConfigureAwait(false);
            return CureEvidence.Now(instances.Get(target.Instance), effect);
        })
        {
            Release = cycle.Release,
        };
    }
}
