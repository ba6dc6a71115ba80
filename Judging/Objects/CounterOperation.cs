namespace AspireStateless.Judging.Objects;

internal enum CounterOperationKind : byte
{
    /// <summary>Adds one; an answered one returned the count after it.</summary>
    Increment,

    /// <summary>Returned the count.</summary>
    Read,
}

/// <summary>
/// One logical operation on one counter that starts at 0. It took effect at one instant within [Start, End]; an increment whose
/// outcome is unknown has the end <see cref="Attempt.Open"/> and no value, and may never have taken effect.
/// </summary>
/// <param name="Source">The operation's place in its list of origin, for witnesses.</param>
internal readonly record struct CounterOperation(CounterOperationKind Kind, long Start, long End, long Value, int Source = -1) : IOperation
{
    public bool IsOptional => End == Attempt.Open;

    public static CounterOperation Increment(long start, long end, long value, int source = -1) =>
        new(CounterOperationKind.Increment, start, end, value, source);

    public static CounterOperation UnknownIncrement(long start, int source = -1) =>
        new(CounterOperationKind.Increment, start, Attempt.Open, 0, source);

    public static CounterOperation Read(long start, long end, long value, int source = -1) =>
        new(CounterOperationKind.Read, start, end, value, source);
}

/// <summary>Why no order of the operations explains a counter's history.</summary>
/// <param name="Rule">The rule that is broken, one sentence without names.</param>
/// <param name="Slot">The count that the rule is about.</param>
/// <param name="First">An operation that proves it, an index into the checked span.</param>
/// <param name="Second">The other one; -1 where one is enough.</param>
internal sealed record CounterViolation(string Rule, long Slot, int First, int Second = -1)
{
    /// <summary>As a broken rule of what counts.</summary>
    /// <param name="operations">The checked span.</param>
    public RuleBreak As(string rule, ReadOnlySpan<CounterOperation> operations) =>
        new(rule, operations[First].Source, Second < 0 ? -1 : operations[Second].Source);
}
