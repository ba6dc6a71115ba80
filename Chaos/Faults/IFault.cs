using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>One kind of thing that goes wrong.</summary>
internal interface IFault
{
    /// <summary>The name it is asked for by.</summary>
    string Kind { get; }

    /// <summary>Brings it about on an instance that runs; returns when independent observation shows the effect.</summary>
    /// <param name="target">The instance as it was a moment ago.</param>
    /// <param name="cancellationToken">The application stops.</param>
    Task<Injection> InjectAsync(InstanceState target, CancellationToken cancellationToken);
}

/// <summary>A fault that is there, with its cure, so that healing cannot be forgotten.</summary>
/// <param name="Evidence">What was observed; an object of properties, by kind.</param>
/// <param name="CureAsync">Undoes the fault, and returns when the instance runs again. May be tried again when it failed.</param>
internal sealed record Injection(object Evidence, Func<CancellationToken, Task<CureEvidence>> CureAsync);

/// <summary>The generation that runs after a cure.</summary>
/// <param name="Pid">Its process; null where the instance is a container.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="DirectUrl">Where a replica is reached now.</param>
/// <param name="At">When it was seen to run, <see cref="MonotonicClock"/>.</param>
internal sealed record CureEvidence(int? Pid, long? StartTicks, string? DirectUrl, long At)
{
    internal static CureEvidence Of(InstanceState running) => new(running.Pid, running.StartTicks, running.DirectUrl, running.At);
}
