using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Expiry;

/// <summary>Judges how long sessions live.</summary>
internal sealed class ExpiryPromise : OperationPromise
{
    public override string Name => "Session lifetime";

    public override string Statement =>
        "a session lives until its sliding lifetime or its cap ends, by the clock of the store, then nowhere";

    protected override OperationKind[] Writes => [OperationKind.LogIn, OperationKind.LogOut];

    protected override OperationKind[] Reads => [OperationKind.ReadSession, OperationKind.ReadData];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        if (SessionUses.Rule(run) is not { } rule)
        {
            yield break;
        }

        var sessions = SessionUses.Of(run.History)
            .Sessions.Values.Where(operations => ExpiryWindows.Check([.. operations], rule).Decisive > 0).ToList();
        if (sessions.Count == 0)
        {
            yield break;
        }

        var session = sessions[random.Next(sessions.Count)];
        var login = session[0].Source;
        bool Concerns(int name, Attempt attempt) => attempt.Actor == name || attempt.Subject == name;
        var first = session.Find(operation => operation is { Kind: SessionOperationKind.Touch, IsOptional: false });
        var mayHaveEnded = session.Exists(operation => operation.Kind == SessionOperationKind.Delete && operation.Start <= first.End);
        if (first != default && !mayHaveEnded
            && first.End < run.History.Attempts[login].Start + Math.Min(rule.Lifetime, rule.Cap) - rule.Epsilon)
        {
            yield return new("a session that was lost", Change(
                run,
                first.Source,
                attempt => attempt with { Outcome = Outcome.Failed, Status = 401 },
                attempt => Concerns(run.History.Attempts[login].Subject, attempt)));
        }

        var missed = sessions.SelectMany(operations => operations)
            .FirstOrDefault(operation => operation.Kind == SessionOperationKind.Missed);
        if (missed != default)
        {
            var again = run.History.Attempts[missed.Source] with { Outcome = Outcome.Ok, Status = 200 };
            yield return new("a session that came back", run.With(
            [
                .. run.History.Attempts.Where(attempt => Concerns(again.Actor, attempt)),
                again with { Start = again.End + 1, End = again.End + 2 },
            ]));
        }
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        if (SessionUses.Rule(run) is not { } rule)
        {
            return [];
        }

        var uses = SessionUses.Of(run.History);
        int[] names = [.. uses.Sessions.Keys];
        return [.. uses.Judge(rule).Breaks.Select(broken => Describe(run.History.Text(names[broken.Key]), broken))];
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var summary = SessionUses.Rule(run) is { } rule ? SessionUses.Of(run.History).Judge(rule) : null;
        yield return count.Of(Verdicts.Evidence.MustBeAlive, summary?.Alive ?? 0);
        yield return count.Of(Verdicts.Evidence.MustBeDead, summary?.Dead ?? 0);
    }

    protected override string? Note(RunRecord run) =>
        SessionUses.Rule(run) is null ? "The service does not tell how long its sessions live." : null;
}
