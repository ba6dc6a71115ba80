using System.Text.Json.Serialization;
using AspireStateless.LoadTests.Client;

namespace AspireStateless.LoadTests.Faults;

/// <summary>What a planned fault waits for beside its time: far easier to meet again than a moment.</summary>
internal sealed record FaultTrigger
{
    /// <summary>The operations that are counted; null counts none.</summary>
    public OperationKind? Kind { get; init; }

    /// <summary>How many of them have to be acknowledged.</summary>
    public long? Acknowledged { get; init; }

    /// <summary>Whether an answer of a store has to be held by another fault: its operation has taken effect, and nobody knows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WhileAnswerIsHeld { get; init; }

    public bool IsMet(AcknowledgedCounts? counts, int answersHeld) =>
        (Kind is not { } kind || (counts?[kind] ?? 0) >= Acknowledged) && (!WhileAnswerIsHeld || answersHeld > 0);
}
