using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// Increments are counted once each. Where each is answered with its own count, a counter is a linearizable fetch-and-increment; else the
/// answer is a read of it, and the increments have to explain all reads.
/// </summary>
internal sealed class CounterOfService(PromiseDefinition definition) : ServicePromise(definition)
{
    public override string Statement => Definition.OwnCount
        ? "each increment is counted once, and answered with its own count"
        : "each increment is counted once, and seen by whoever asks later";

    protected override bool IsKnownByEffect => !Definition.AnswersCount;

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        // One of each operation: what is sent twice under a key is answered alike.
        var answered = Definition.AnswersCount ? Answered(OperationMerge.Of(run.History.Attempts, Write)) : [];
        if (Definition.OwnCount && answered.GroupBy(index => run.History.Attempts[index].Subject)
            .FirstOrDefault(counter => counter.Skip(1).Any()) is { } counter)
        {
            var other = run.History.Attempts[counter.ElementAt(1)].Value;
            yield return new("two increments answered with one count", Change(
                run, counter.First(), attempt => attempt with { Value = other }));
        }

        foreach (var violation in SpoilARead("a read that went back", run, attempt => attempt with { Value = 0 }))
        {
            yield return violation;
        }

        if (answered.Count > 0)
        {
            yield return new("a count that nobody asked for", Change(
                run, answered[random.Next(answered.Count)], attempt => attempt with { Value = run.History.Attempts.Length + 1 }));
        }
    }

    protected override IEnumerable<Violation> Check(RunRecord run)
    {
        var history = run.History;
        var merge = OperationMerge.Of(history.Attempts, Write, Read);
        var known = new List<LogicalOperation>();
        foreach (ref readonly var operation in merge.Operations)
        {
            if (operation.Outcome != Outcome.Failed && history.Attempts[operation.Attempt].Foreign == 0)
            {
                known.Add(operation);
            }
        }

        var breaks = Definition.OwnCount
            ? ByKey.Check(known.Select(OwnCounts), history.TextCount, CheckOwn)
            : ByKey.Check(known.SelectMany(LaterCounts), history.TextCount, IncrementsWithReads.Check);
        return
        [
            .. Conflicts(history, merge),
            .. breaks.Select(broken => Describe(history.Text(broken.Key), broken)),
        ];
    }

    private (int Key, CounterOperation Operation) OwnCounts(LogicalOperation operation) => (operation.Subject, new CounterOperation(
        operation.Kind == Write ? CounterOperationKind.Increment : CounterOperationKind.Read,
        operation.Start, operation.End, operation.Value, operation.Attempt));

    private IEnumerable<(int Key, CountedOperation Operation)> LaterCounts(LogicalOperation operation)
    {
        if (operation.Kind == Write)
        {
            yield return (operation.Subject, Definition.AnswersCount && operation.Outcome == Outcome.Ok
                ? CountedOperation.AnsweredIncrement(operation.Start, operation.End, operation.Value, operation.Attempt)
                : CountedOperation.Increment(operation.Start, operation.End, operation.Attempt));
        }

        if (operation.Kind == Read || (Definition.AnswersCount && operation.Outcome == Outcome.Ok))
        {
            yield return (operation.Subject, CountedOperation.Read(operation.Start, operation.End, operation.Value, operation.Attempt));
        }
    }

    private IEnumerable<Violation> Conflicts(History history, OperationMerge merge) => Definition.OwnCount
        ? merge.Conflicts.Select(conflict => new Violation(
            $"{history.Text(history.Attempts[conflict.First].Subject)}: one increment, sent twice under one key, was answered with two"
                + " counts",
            [conflict.First, conflict.Second]))
        : [];

    private static RuleBreak? CheckOwn(ReadOnlySpan<CounterOperation> operations) =>
        FetchAndIncrement.Check(operations) is { } found ? found.As($"{found.Rule} (count {found.Slot})", operations) : null;
}
