using System.Text.Json.Serialization;

namespace AspireStateless.Control.Evidence;

/// <summary>Evidence that a generation ended.</summary>
/// <param name="Pid">The process that was ended; null where none is known.</param>
/// <param name="Signal">The signal sent to it, if one was.</param>
/// <param name="Command">The host's command that was run instead, if one was.</param>
/// <param name="ProcessGone">Whether the operating system knows the process no more; null where none is known.</param>
public sealed record EndEvidence(
    int? Pid, long? StartTicks, string? Signal, string? Command, bool? ProcessGone, string? State, int? ExitCode, long At)
    : ServerEvidence
{
    /// <summary>How many processes were ended with it, itself included; null where only it was looked at.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Processes { get; init; }
}
