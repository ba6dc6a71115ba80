using System.Text.Json.Serialization;

namespace AspireStateless.Control.Evidence;

/// <summary>The generation that runs after a cure.</summary>
/// <param name="Pid">Its process; null where the instance is a container.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="DirectUrl">Where a replica is reached now.</param>
/// <param name="At">When it was seen to run, <see cref="MonotonicClock"/>.</param>
public sealed record CureEvidence(int? Pid, long? StartTicks, string? DirectUrl, long At)
{
    /// <summary>What a fault that lasts has done until its cure; null where the fault's evidence says all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FaultEffect? Effect { get; init; }

    /// <summary>The container that runs now, as its engine says; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerEvidence? Container { get; init; }
}
