using System.Text.Json.Serialization;

namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that a store lost everything.</summary>
/// <param name="Pid">The process that was ended.</param>
/// <param name="StartTicks">Tells it from a later process with the same pid.</param>
/// <param name="Signal">What was sent.</param>
/// <param name="ProcessGone">Whether the operating system knows it no more.</param>
/// <param name="State">The state that the host reported then.</param>
/// <param name="ExitCode">The exit code that the host reported.</param>
/// <param name="Files">How many files were deleted.</param>
/// <param name="At">When it had ended, <see cref="MonotonicClock"/>.</param>
public sealed record WipeEvidence(
    int? Pid, long? StartTicks, string? Signal, bool? ProcessGone, string? State, int? ExitCode, int Files, long At)
{
    /// <summary>What its engine said of a container before it was removed; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContainerEvidence? Container { get; init; }
}
