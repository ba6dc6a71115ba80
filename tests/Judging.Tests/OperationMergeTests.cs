using AspireStateless.Judging.Histories;
using static AspireStateless.Judging.Tests.AttemptBuilder;

namespace AspireStateless.Judging.Tests;

public sealed class OperationMergeTests
{
    [Fact]
    public void Attempts_with_one_key_are_one_operation_from_the_first_start_to_the_first_answer()
    {
        var operation = Assert.Single(Merge(Lost(1, 0, 10), Visit(1, 20, 30, 5), Visit(1, 40, 50, 5)));
        Assert.Equal((Outcome.Ok, 0, 30, 5), (operation.Outcome, operation.Start, operation.End, operation.Value));
    }

    [Fact]
    public void An_answer_that_comes_earlier_from_a_later_attempt_ends_the_operation()
    {
        var operation = Assert.Single(Merge(Visit(1, 0, 50, 5), Visit(1, 10, 20, 5)));
        Assert.Equal((0, 20), (operation.Start, operation.End));
    }

    [Fact]
    public void An_operation_without_an_answer_stays_open() =>
        Assert.Equal(Attempt.Open, Assert.Single(Merge(Lost(1, 0, 10), Lost(1, 20, 30))).End);

    [Fact]
    public void A_refusal_after_an_unknown_attempt_leaves_the_outcome_unknown() =>
        Assert.Equal(Outcome.Unknown, Assert.Single(Merge(Lost(1, 0, 10), Refused(1, 20, 30))).Outcome);

    [Fact]
    public void A_refused_attempt_does_not_widen_the_operation() =>
        Assert.Equal(20, Assert.Single(Merge(Refused(1, 0, 10), Visit(1, 20, 30, 1))).Start);

    [Fact]
    public void An_operation_whose_every_attempt_was_refused_is_refused() =>
        Assert.Equal(Outcome.Failed, Assert.Single(Merge(Refused(1, 0, 10), Refused(1, 20, 30))).Outcome);

    [Fact]
    public void Attempts_with_different_keys_are_different_operations() =>
        Assert.Equal(2, Merge(Visit(1, 0, 10, 1), Visit(2, 0, 10, 2)).Length);

    [Fact]
    public void Attempts_without_a_key_are_operations_of_their_own() =>
        Assert.Equal(2, Merge(Visit(0, 0, 10, 1), Visit(0, 0, 10, 2)).Length);

    [Fact]
    public void Unanswered_reads_say_nothing() =>
        Assert.Empty(Merge(Read(0, 10, 0) with { Outcome = Outcome.Unknown }));

    private static LogicalOperation[] Merge(params Attempt[] attempts) =>
        OperationMerge.Of(attempts, OperationKind.Visit, OperationKind.ReadVisits).Operations.ToArray();
}
