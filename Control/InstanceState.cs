using System.Text.Json.Serialization;

namespace AspireStateless.Control;

/// <summary>One instance at one moment.</summary>
/// <param name="Resource">Name of its resource.</param>
/// <param name="Instance">Its id, for example <c>api-abcdwxyz</c>; kept over restarts.</param>
/// <param name="Pid">The process it is, or last was; null before its first, and for a container on another machine than this.</param>
/// <param name="StartTicks">Tells the process from a later one with the same pid.</param>
/// <param name="State">As in the dashboard, see <see cref="InstanceStates"/>.</param>
/// <param name="DirectUrl">Where this replica alone is reached; another one at each start; null unless its process runs.</param>
/// <param name="ExitCode">How its last process ended.</param>
/// <param name="At">When this was seen, <see cref="MonotonicClock"/>.</param>
public record InstanceState(
    string Resource, string Instance, int? Pid, long? StartTicks, string? State, string? DirectUrl, int? ExitCode, long At)
{
    /// <summary>The container that it is, or last was, by its id; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Container { get; init; }

    [JsonIgnore]
    public ProcessIdentity? Process => Pid is { } pid && StartTicks is { } ticks ? new ProcessIdentity(pid, ticks) : null;

    [JsonIgnore]
    public bool IsRunning => State == InstanceStates.Running;

    [JsonIgnore]
    public bool HasEnded => InstanceStates.HaveEnded.Contains(State);
}
