using System.Text.Json.Serialization;

namespace AspireStateless.Control.Evidence;

/// <summary>What a fault has done until its cure; which of it there is depends on the kind.</summary>
public sealed record FaultEffect
{
    /// <summary>How often a process was stopped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Stops { get; init; }

    /// <summary>How long it was stopped in all, milliseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? StoppedMs { get; init; }

    /// <summary>How many pieces of a stream were delayed, or held, one on each connection and way at a time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? Pieces { get; init; }

    /// <summary>How long they were delayed on average, measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public double? MeanDelayMs { get; init; }

    /// <summary>Bytes of the pieces that were held.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? BytesHeld { get; init; }

    /// <summary>How many connections were dropped instead of delivering an answer that was held.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? ConnectionsDropped { get; init; }

    /// <summary>What a Redis said it was after a demotion; null where it did not run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Role { get; init; }

    /// <summary>How many records the cure took out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? Records { get; init; }

    /// <summary>Home folder of the process before a replacement; null where it cannot be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? FormerHome { get; init; }

    /// <summary>Home folder of the process after it: its own, the same over all replacements.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Home { get; init; }

    /// <summary>Whether a file that had been in its home before is gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public bool? Emptied { get; init; }

    /// <summary>How many containers another one took the place of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Replaced { get; init; }
}
