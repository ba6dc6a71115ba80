using System.Text.Json.Serialization;

namespace AspireStateless.Control.Evidence;

/// <summary>
/// What was observed of a process or a container. In all evidence, the pid and the start ticks are those of the process that a fault was
/// put on
/// (null where none is known), state and exit code are what the host reports of it, and <c>At</c> is when all had been observed,
/// <see cref="MonotonicClock"/>.
/// </summary>
public abstract record ServerEvidence
{
    /// <summary>What its engine says of it; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerEvidence? Container { get; init; }
}
