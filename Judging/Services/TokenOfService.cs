using AspireStateless.Judging.Objects;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// A token is its own subject: issued once, revoked at most once, and between the two good wherever it is shown. That is an element of a
/// set: who accepts it reads that it is in, who refuses it that it is not.
/// </summary>
internal sealed class TokenOfService(PromiseDefinition definition) : ServicePromise(definition)
{
    private static readonly ElementWords Words = new(
        "A token was good that nobody had issued",
        "A token was good before the request for it was sent",
        "A token was good after it had been revoked",
        "A token was refused after it had been issued and before it was revoked");

    public override string Statement => "a token is good on every replica and every later process until it is revoked, then nowhere";

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var revoked = run.History.Attempts.Where(attempt => attempt.Kind == Remove).Select(attempt => attempt.Subject).ToHashSet();
        var uses = Answered(run, Read).FindAll(index => !revoked.Contains(run.History.Attempts[index].Subject));
        if (FindAfter(run, uses, Answered(run, Write)) is >= 0 and var place)
        {
            yield return new("a token that one replica did not know", Change(run, uses[place], attempt => attempt with { Value = 0 }));
        }

        var late = Answered(run, Read);
        if (FindAfter(run, late, Answered(run, Remove)) is >= 0 and var after)
        {
            yield return new("a token that was good after its end", Change(run, late[after], attempt => attempt with { Value = 1 }));
        }
    }

    protected override IEnumerable<Violation> Check(RunRecord run) =>
        ByKey.Check(Operations(run.History), run.History.TextCount, static token => ElementSet.Check(token, Words))
            .Select(broken => Describe(run.History.Text(broken.Key), broken));

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var ended = Answered(run, Remove).ToDictionary(
            index => run.History.Attempts[index].Subject, index => run.History.Attempts[index].End);
        yield return count.Of(Verdicts.Evidence.UsesAfterEnd, Answered(run, Read).Count(index =>
            ended.GetValueOrDefault(run.History.Attempts[index].Subject, Attempt.Open) < run.History.Attempts[index].Start));
    }

    private IEnumerable<(int Key, SetOperation Operation)> Operations(History history)
    {
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            var attempt = history.Attempts[i];
            SetOperation? operation =
                attempt.Outcome == Outcome.Failed ? null
                : attempt.Kind == Write ? SetOperation.Add(attempt.Start, EndOf(attempt), i)
                : attempt.Kind == Remove ? SetOperation.Remove(attempt.Start, EndOf(attempt), i)
                : attempt.Kind == Read && attempt is { Outcome: Outcome.Ok, Foreign: 0 }
                    ? SetOperation.Read(attempt.Start, attempt.End, attempt.Value == 1, i)
                : null;
            if (operation is { } known)
            {
                yield return (attempt.Subject, known);
            }
        }
    }
}
