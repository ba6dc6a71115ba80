using System.Text.Json.Serialization;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>A fault that is there, with its cure, so that healing cannot be forgotten.</summary>
/// <param name="Evidence">What was observed; an object of properties, by kind.</param>
/// <param name="CureAsync">Undoes the fault, and returns when the instance runs again. May be tried again when it failed.</param>
internal sealed record Injection(object Evidence, Func<CancellationToken, Task<CureEvidence>> CureAsync)
{
    /// <summary>Lets go at once of what would keep the application from stopping in good order; null where nothing would.</summary>
    public Action? Release { get; init; }
}

/// <summary>The generation that runs after a cure.</summary>
/// <param name="Pid">Its process; null where the instance is a container.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="DirectUrl">Where a replica is reached now.</param>
/// <param name="At">When it was seen to run, <see cref="MonotonicClock"/>.</param>
internal sealed record CureEvidence(int? Pid, long? StartTicks, string? DirectUrl, long At)
{
    /// <summary>What a fault that lasts has done until its cure; an object of properties, by kind; null where the fault's evidence says all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Effect { get; init; }

    internal static CureEvidence Of(InstanceState running) => new(running.Pid, running.StartTicks, running.DirectUrl, running.At);

    /// <summary>For a cure that starts nothing: the instance as it is.</summary>
    internal static CureEvidence Now(InstanceState instance, object? effect = null) =>
        Of(instance) with { At = MonotonicClock.Nanoseconds, Effect = effect };
}
