using System.Text.Json;
using System.Text.Json.Serialization;

namespace AspireStateless.Judging.Faults;

/// <summary>What kind of line of <c>faults.jsonl</c> it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunEventType>))]
internal enum RunEventType
{
    /// <summary>The run began: run id in <see cref="RunEvent.Note"/>.</summary>
    Began,

    /// <summary>The stores' settings, in <see cref="RunEvent.Details"/>.</summary>
    Durability,

    /// <summary>The service's options, in <see cref="RunEvent.Details"/>.</summary>
    Options,

    /// <summary>An instance changed its state.</summary>
    State,

    /// <summary>A fault took effect; its evidence is in <see cref="RunEvent.Details"/>.</summary>
    Fault,

    /// <summary>A fault was undone.</summary>
    Cure,

    /// <summary>The instance of a cured fault serves again.</summary>
    Recovered,

    /// <summary>A fault of the plan that was refused, of which nothing is left; why is in <see cref="RunEvent.Note"/>.</summary>
    Refused,

    /// <summary>A fault of the plan that could not be injected or cured; why is in <see cref="RunEvent.Note"/>.</summary>
    Failed,

    /// <summary>The run could not go on after its traffic had begun; why is in <see cref="RunEvent.Note"/>.</summary>
    Aborted,

    /// <summary>From when it was asked until then, programs waited for a processor nearly all the time.</summary>
    Starved,

    /// <summary>The planned traffic is over.</summary>
    TrafficEnded,

    /// <summary>What the harness measured of its traffic and of itself, in <see cref="RunEvent.Details"/>.</summary>
    Measured,

    /// <summary>
    /// How many requests a generation has ended, as it counted them itself before that moment: a number, in <see cref="RunEvent.Details"/>.
    /// </summary>
    Counted,

    /// <summary>A generation that had taken a write is proven to have ended.</summary>
    Gone,

    /// <summary>No store holds a connection of an ended generation: nothing of the run can still take effect.</summary>
    Quiesced,

    /// <summary>The end of a whole record; how to know it is in <see cref="RunEvent.Details"/>.</summary>
    Sealed,
}

/// <summary>One line of <c>faults.jsonl</c>.</summary>
/// <param name="At">Nanoseconds of the monotonic clock.</param>
internal sealed record RunEvent(RunEventType Type, long At)
{
    /// <summary>The fault's place in the plan, from 0; null for what no plan asked for.</summary>
    public int? Planned { get; init; }

    /// <summary>When the AppHost was asked for a fault, or for its cure.</summary>
    public long? AskedAt { get; init; }
    public string? Id { get; init; }
    public string? Kind { get; init; }
    public string? Resource { get; init; }
    public string? Instance { get; init; }
    public int? Pid { get; init; }
    public long? StartTicks { get; init; }
    public string? State { get; init; }
    public string? Note { get; init; }
    public JsonElement? Details { get; init; }

    [JsonIgnore]
    public string Generation => GenerationName.Of(Instance ?? "", Pid ?? 0, StartTicks ?? 0);
}
