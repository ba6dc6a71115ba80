using System.Text.Json.Serialization;

namespace AspireStateless.Control.Evidence;

/// <summary>Evidence of a pause.</summary>
/// <param name="Pid">The instance's process.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Signal">What was sent; null for a container, which is frozen.</param>
/// <param name="ProcessState">The state that /proc showed for all of them; null for a container.</param>
/// <param name="Processes">How many, the instance's own included; null where they are not this machine's.</param>
/// <param name="At">When all of them had been seen in that state, <see cref="MonotonicClock"/>.</param>
public sealed record PauseEvidence(int? Pid, long? StartTicks, string? Signal, string? ProcessState, int? Processes, long At)
{
    /// <summary>What its engine says of a container; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerEvidence? Container { get; init; }
}
