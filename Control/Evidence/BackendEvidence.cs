using System.Text.Json.Serialization;

namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that one process of a server was killed.</summary>
/// <param name="Pid">The process; of a container, as it is known in there.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Client">The name of the connection that it served.</param>
/// <param name="Signal">What was sent.</param>
/// <param name="ProcessGone">Whether the operating system knows it no more.</param>
/// <param name="ServerPid">The server it belonged to.</param>
/// <param name="At">When all this had been observed, <see cref="MonotonicClock"/>.</param>
public sealed record BackendEvidence(int Pid, long StartTicks, string Client, string Signal, bool ProcessGone, int? ServerPid, long At)
{
    /// <summary>What its engine says of the container in which it was; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerEvidence? Container { get; init; }
}
