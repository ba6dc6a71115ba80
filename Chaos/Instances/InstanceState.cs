using System.Text.Json.Serialization;
using Aspire.Hosting.ApplicationModel;

namespace AspireStateless.Chaos.Instances;

/// <summary>What the harness is told of one instance at one moment.</summary>
/// <param name="Resource">Name of its resource.</param>
/// <param name="Instance">Its id, for example <c>api-abcdwxyz</c>; kept over restarts.</param>
/// <param name="Pid">The process it is, or last was; null before its first, and for a container whose engine's processes are not this machine's.</param>
/// <param name="StartTicks">Tells the process from a later one with the same pid.</param>
/// <param name="State">As in the dashboard.</param>
/// <param name="DirectUrl">Where this replica alone is reached; another one at each start; null unless its process runs.</param>
/// <param name="ExitCode">How its last process ended.</param>
/// <param name="At">When this was seen, <see cref="MonotonicClock"/>.</param>
internal sealed record InstanceState(
    string Resource, string Instance, int? Pid, long? StartTicks, string? State, string? DirectUrl, int? ExitCode, long At)
{
    /// <summary>The container that it is, or last was, by its id; null for what is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Container { get; init; }

    /// <summary>When the present or last process started, as the host says; marks a generation where no process is known.</summary>
    [JsonIgnore]
    public DateTime? StartedAt { get; init; }

    /// <summary>Which replica of its resource it is, from 0; null before its first start and for what is no project.</summary>
    [JsonIgnore]
    public int? Replica { get; init; }

    [JsonIgnore]
    public ProcessIdentity? Process => Pid is { } pid && StartTicks is { } ticks ? new ProcessIdentity(pid, ticks) : null;

    [JsonIgnore]
    public bool IsRunning => State == KnownResourceStates.Running;

    [JsonIgnore]
    public bool HasEnded => KnownResourceStates.TerminalStates.Contains(State);

    [JsonIgnore]
    public bool CanBeStarted => HasEnded || State == KnownResourceStates.NotStarted;

    /// <summary>Whether the same instance runs with another process than in <paramref name="former"/>; where none was known, with another start.</summary>
    public bool IsLaterGenerationThan(InstanceState former) =>
        IsRunning && (former.Process is null ? StartedAt != former.StartedAt : Process is not null && Process != former.Process);
}
