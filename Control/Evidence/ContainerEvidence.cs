using System.Text.Json.Serialization;

namespace AspireStateless.Control.Evidence;

/// <summary>What the engine says of a container.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">As in its list: <c>running</c>, <c>paused</c>, <c>exited</c>; <c>removed</c> once it knows it no more.</param>
/// <param name="Pid">Its first process on the engine's machine; 0 where it has none.</param>
/// <param name="ExitCode">How that ended.</param>
public sealed record ContainerEvidence(string Id, string State, long Pid, long? ExitCode)
{
    public const string Paused = "paused";
    public const string Removed = "removed";

    /// <summary>When it was started, by its engine's clock; null where nobody asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The pod that it is of; null where its engine has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PodEvidence? Pod { get; init; }

    /// <summary>Whether no process of it is left.</summary>
    [JsonIgnore]
    public bool HasEnded => State is "exited" or "dead" or Removed;
}
