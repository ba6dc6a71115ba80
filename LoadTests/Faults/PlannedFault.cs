using System.Text.Json.Serialization;

namespace AspireStateless.LoadTests.Faults;

/// <summary>A fault of a plan.</summary>
/// <param name="At">Nanoseconds from the start of the traffic; with a trigger, not earlier.</param>
/// <param name="Resource">What kind of instance it hits: <c>api</c>, or a store.</param>
/// <param name="Index">Which of them, by name.</param>
/// <param name="Lasts">Nanoseconds from its effect to the beginning of its cure.</param>
internal sealed record PlannedFault(long At, string Kind, string Resource, int Index, long Lasts)
{
    public FaultSettings? Settings { get; init; }

    public FaultTrigger? Trigger { get; init; }

    /// <summary>Whether nothing else is done meanwhile, nor shortly before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Alone { get; init; }

    /// <summary>Nanoseconds in which nothing is done after one that is alone, once all serve again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long QuietAfter { get; init; }

    /// <summary>The replica that serves worse, or not at all, while it is there; null where that is none, or all.</summary>
    [JsonIgnore]
    public int? Replica => Resource == FaultCard.OfReplicas ? Index : Settings?.Replica;

    /// <summary>Whether those it concerns cannot be counted on meanwhile.</summary>
    [JsonIgnore]
    public bool TakesAway => Kind is not (FaultKinds.Latency or FaultKinds.HoldAnswer or FaultKinds.FlushProducts or FaultKinds.Poison);

    public override string ToString() => $"{Kind} of {Resource}[{Index}]";
}
