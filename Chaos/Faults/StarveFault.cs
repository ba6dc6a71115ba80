using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Processes;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// Lets a process run for a part of each period only, by SIGSTOP and SIGCONT: it is slow in everything, as on a machine without a free
/// processor. Works without control groups, which need rights.
/// </summary>
internal sealed class StarveFault(InstanceFeed instances) : IFault
{
    public string Kind => FaultKinds.Starve;

    // What it has left of each period, and how long a period is.
    public IReadOnlyList<FaultParameter> Parameters { get; } =
        [new NumberParameter(FaultParameters.DutyPercent, 1, 90, 20), new NumberParameter(FaultParameters.PeriodMs, 20, 2000, 100)];

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        ProcessSignals.RequireProcessTable(Kind);
        var cycle = new DutyCycle(
            InstanceLifecycle.ProcessOf(target, Kind), arguments.Number(FaultParameters.DutyPercent),
            arguments.Milliseconds(FaultParameters.PeriodMs));
        await cycle.StartAsync(cancellationToken);
        var evidence = new PauseEvidence(target.Pid, target.StartTicks, nameof(Signal.SIGSTOP), "T", 1, MonotonicClock.Now);
        return new Injection(evidence, async token =>
        {
            var effect = await cycle.EndAsync(token);
            return Cured.Now(instances.Get(target.Instance), effect);
        })
        {
            Release = cycle.Release,
        };
    }
}
