using AspireStateless.Judging.Rules;

namespace AspireStateless.Judging.Objects;

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
