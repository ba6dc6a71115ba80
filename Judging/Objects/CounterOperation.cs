using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Rules;

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
