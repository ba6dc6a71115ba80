using AspireStateless.Control;
using AspireStateless.Control.Evidence;

namespace AspireStateless.Judging.Faults;

/// <summary>
/// What shows that a fault took effect; which of it there is depends on the kind. Of a container no process is known: then only its state
/// tells.
/// </summary>
/// <param name="At">When all of it had been observed, nanoseconds of the monotonic clock: a little after the effect itself.</param>
internal sealed record FaultEvidence(int? Pid, long? StartTicks, string? Signal, bool? ProcessGone, string? State, int? ExitCode, long At)
{
    /// <summary>The state in /proc of a process that was stopped.</summary>
    public string? ProcessState { get; init; }

    /// <summary>How many connections are concerned, or held.</summary>
    public int? Connections { get; init; }
    public int? ConnectionsReset { get; init; }
    public long? BytesHeld { get; init; }

    /// <summary>How many files a store lost.</summary>
    public int? Files { get; init; }

    /// <summary>What a Redis said it was afterwards.</summary>
    public string? Role { get; init; }

    /// <summary>What a store answered to its clients' credentials.</summary>
    public string? Code { get; init; }

    /// <summary>How many records were put in.</summary>
    public long? Records { get; init; }

    /// <summary>How many containers are changed.</summary>
    public int? Containers { get; init; }

    /// <summary>What its engine says of a container.</summary>
    public ContainerEvidence? Container { get; init; }
    private bool IsFrozen => Container?.State == ContainerEvidence.Paused;

    /// <summary>What it shows of a process or a link that goes on.</summary>
    public IEnumerable<string> Describe()
    {
        if (Pid is { } pid)
        {
            var state = ProcessState is null ? "" : $", state {ProcessState}";
            yield return $"pid {pid} {(IsFrozen ? "frozen by its engine" : Signal)}{state}";
        }

        if (Connections is { } connections)
        {
            yield return $"{connections} connections";
        }

        if (ConnectionsReset > 0)
        {
            yield return $"{ConnectionsReset} reset";
        }

        if (BytesHeld > 0)
        {
            yield return $"{BytesHeld} bytes held";
        }

        if (Role is not null)
        {
            yield return $"a {Role}";
        }

        if (Code is not null)
        {
            yield return $"refused with {Code}";
        }

        if (Containers is { } containers)
        {
            yield return $"{containers} containers";
        }

        if (Records is { } records)
        {
            yield return $"{records} records put in";
        }
    }

    /// <summary>
    /// Whether it shows what the kind of fault claims; for a kind that lasts, its <see cref="EffectEvidence"/> tells the rest.
    /// </summary>
    public bool Confirms(string kind) => At > 0
        && (FaultTraits.Signal(kind) is not { } signal || signal == Signal || (kind == FaultKinds.Pause && IsFrozen))
        && kind switch
        {
            FaultKinds.Pause or FaultKinds.Starve => ProcessState == "T" || IsFrozen,
            FaultKinds.KillBackend => ProcessGone == true,
            FaultKinds.ExhaustPool => Connections > 0,
            FaultKinds.Demote => Role == "slave",
            FaultKinds.Refuse => Code is not null,
            FaultKinds.Poison => Records > 0,
            FaultKinds.RollingUpdate => Containers > 0,
            FaultKinds.Reset => ConnectionsReset > 0,
            FaultKinds.HoldAnswer => BytesHeld > 0,
            FaultKinds.Wipe => ProcessGone == true && Files > 0,
            _ => !FaultTraits.EndsProcess(kind) || (ProcessGone ?? State is "Finished" or "Exited"),
        };
}
