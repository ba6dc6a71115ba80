using AspireStateless.Control;
using AspireStateless.Judging.Expiry;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Services;

/// <summary>
/// What was opened is there until its lifetime ends, then nowhere; a use begins the lifetime anew where the file says so.
/// </summary>
internal sealed class ExpiryOfService(PromiseDefinition definition) : ServicePromise(definition)
{
    // Tokens and stores count in seconds, and round a lifetime up or down to them.
    private static readonly long Epsilon = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1.05));

    public override string Statement => Definition.Sliding
        ? $"what was opened is there until it was not used for {Definition.Lifetime.TotalSeconds} s, then nowhere"
        : $"what was opened is there for {Definition.Lifetime.TotalSeconds} s, then nowhere";

    private ExpiryRule Rule => MonotonicClock.Nanoseconds(Definition.Lifetime) is var lifetime && Definition.Sliding
        ? new ExpiryRule(lifetime, 0, Attempt.Open / 4, Epsilon)
        : new ExpiryRule(lifetime, 0, lifetime, Epsilon);

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var sessions = Sessions(run.History).Values.Where(session => ExpiryWindows.Check([.. session], Rule).Decisive > 0).ToList();
        var early = sessions.SelectMany(session => session.Where(use =>
            use.Kind == SessionOperationKind.Touch && !use.IsOptional && use.End < session[0].Start + (Rule.Lifetime / 2))).ToList();
        if (early.Count > 0)
        {
            yield return new("what was lost within its lifetime", Change(
                run, early[random.Next(early.Count)].Source, attempt => attempt with { Value = 0 }));
        }

        var missed = sessions.SelectMany(session => session).Where(use => use.Kind == SessionOperationKind.Missed).ToList();
        if (missed.Count > 0)
        {
            var again = run.History.Attempts[missed[random.Next(missed.Count)].Source];
            yield return new("what came back", run.With(
            [
                .. run.History.Attempts.Where(attempt => attempt.Subject == again.Subject),
                again with { Value = 1, Start = again.End + 1, End = again.End + 2 },
            ]));
        }
    }

    protected override IEnumerable<Violation> Check(RunRecord run)
    {
        var sessions = Sessions(run.History);
        int[] names = [.. sessions.Keys];
        return Summary(sessions).Breaks.Select(broken => Describe(run.History.Text(names[broken.Key]), broken));
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var summary = Summary(Sessions(run.History));
        yield return count.Of(Verdicts.Evidence.MustBeAlive, summary.Alive);
        yield return count.Of(Verdicts.Evidence.MustBeDead, summary.Dead);
    }

    private ExpirySummary Summary(Dictionary<int, List<SessionOperation>> sessions) => ExpirySummary.Of(
        [.. sessions.Values.SelectMany(session => session)],
        [.. sessions.Values.SelectMany((session, number) => Enumerable.Repeat(number, session.Count))],
        sessions.Count,
        Rule);

    private Dictionary<int, List<SessionOperation>> Sessions(History history)
    {
        var sessions = new Dictionary<int, List<SessionOperation>>();
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            var attempt = history.Attempts[i];
            if (attempt.Kind == Write && attempt.Outcome == Outcome.Ok)
            {
                sessions.TryAdd(attempt.Subject, [SessionOperation.Open(attempt.Start, attempt.End, i)]);
            }
            else if (attempt.Kind == Read && sessions.TryGetValue(attempt.Subject, out var uses))
            {
                uses.Add(attempt.Outcome == Outcome.Ok && attempt.Value == 0
                    ? SessionOperation.Missed(attempt.Start, attempt.End, i)
                    : SessionOperation.Touch(attempt.Start, EndOf(attempt), i));
            }
        }

        return sessions;
    }
}
