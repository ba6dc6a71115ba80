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

    /// <summary>Whether its replica has to have written the newest tick of the recurring job.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WhileItLeads { get; init; }

    /// <summary>Whether it is aimed at whoever has when its time has come, in place of the replica that it is planned for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WhoeverLeads { get; init; }

    /// <param name="progress">Of the traffic; null where nobody follows it.</param>
    /// <param name="answersHeld">How many answers are held at this moment.</param>
    /// <param name="target">The instance that the fault is planned for.</param>
    public bool IsMet(TrafficProgress? progress, int answersHeld, string target) =>
        (Kind is not { } kind || (progress?[kind] ?? 0) >= Acknowledged) && (!WhileAnswerIsHeld || answersHeld > 0)
        && (!WhileItLeads || progress?.Leader == target);
}
