using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Existence;

/// <summary>Judges what exists: each object as an element of a set, that comes once and may leave once.</summary>
internal sealed class ExistencePromise : OperationPromise
{
    public override string Name => "Existence";

    public override string Statement =>
        "what was created is there for everyone at once, by itself and in lists, until it is ended; never before, and never again";

    protected override OperationKind[] Writes => [OperationKind.Create, OperationKind.End];

    protected override OperationKind[] Reads => [OperationKind.ReadExistence, OperationKind.ListExistence];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var lives = new ObjectLives(run.History);
        return
        [
            .. Spoiled("an object that was there before its creation", OperationKind.ReadExistence, LifePhase.Before, Seen),
            .. Spoiled("an object that was missing after its creation", OperationKind.ReadExistence, LifePhase.Present, Missed),
            .. Spoiled("a list without an object that exists", OperationKind.ListExistence, LifePhase.Present, Missed),
            .. Spoiled("an object that was there after its end", OperationKind.ReadExistence, LifePhase.Ended, Seen),
        ];

        IEnumerable<SyntheticViolation> Spoiled(string name, OperationKind kind, LifePhase phase, Func<Attempt, Attempt> change) => Spoil(
            name,
            run,
            random,
            run.History.Find(read => read.Kind == kind && ObjectLives.Shows(read) is not null && lives.PhaseAt(read) == phase),
            change,
            (read, other) => other.Subject == read.Subject);
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved) =>
    [
        .. Foreign(run.History),
        .. ByKey.Check(Operations(run.History), run.History.TextCount, ElementSet.Check)
            .Select(broken => Describe(run.History.Text(broken.Key), broken)),
    ];

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var lives = new ObjectLives(run.History);
        var reads = run.History.Attempts.Where(attempt => attempt.Client >= 0 && ObjectLives.Shows(attempt) is not null).ToList();
        yield return count.Of(
            Verdicts.Evidence.AskedBefore,
            reads.Where(read => lives.PhaseAt(read) == LifePhase.Before).Select(read => read.Subject).Distinct().Count());
        yield return count.Of(Verdicts.Evidence.FreshReads, Elsewhere(OperationKind.ReadExistence, LifePhase.Present));
        yield return count.Of(Verdicts.Evidence.FreshLists, Elsewhere(OperationKind.ListExistence, LifePhase.Present));
        yield return count.Of(Verdicts.Evidence.ReadsAfterEnd, Elsewhere(OperationKind.ReadExistence, LifePhase.Ended));

        int Elsewhere(OperationKind kind, LifePhase phase) =>
            reads.Count(read => read.Kind == kind && lives.PhaseAt(read) == phase && lives.IsElsewhere(read));
    }

    private static IEnumerable<(int Key, SetOperation Operation)> Operations(History history)
    {
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            if (ObjectLives.Operation(history.Attempts[i], i) is { } operation)
            {
                yield return (history.Attempts[i].Subject, operation);
            }
        }
    }

    private static Attempt Seen(Attempt attempt) => attempt with { Outcome = Outcome.Ok, Status = 200, Value = 1 };

    private static Attempt Missed(Attempt attempt) => attempt with { Outcome = Outcome.Ok, Status = 200, Value = 0 };
}
