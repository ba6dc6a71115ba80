using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Tokens;

/// <summary>Judges tokens: who issued them, who was shown them, and when they ended.</summary>
internal sealed class TokensPromise : OperationPromise
{
    public override string Name => "Tokens";

    public override string Statement =>
        "a token is good on every replica and every later generation; after an acknowledged logout or password change, nowhere";

    protected override OperationKind[] Writes => [OperationKind.LogIn, OperationKind.LogOut, OperationKind.ChangePassword];

    protected override OperationKind[] Reads => [OperationKind.ReadData];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var tokens = TokenHistory.Of(run);
        var bounds = TokenBounds.Of(tokens.Issues, tokens.Ends);
        var used = Draw(use => use.Accepted && run.History.Attempts[use.Source].Kind == OperationKind.ReadData);
        if (used >= 0)
        {
            yield return new("a token taken for another user's", Only(used, attempt => attempt with { Foreign = attempt.Subject }));
        }

        var kept = Draw(use => use.Accepted && use.End < use.AliveUntil && use.End < bounds[use.Token].MayEndFrom);
        if (kept >= 0)
        {
            yield return new("a token that one replica did not know", Only(
                kept, attempt => attempt with { Outcome = Outcome.Failed, Status = 401 }));
        }

        var ended = Draw(use => !use.Accepted && bounds[use.Token].EndedBy < use.Start);
        if (ended >= 0)
        {
            yield return new("a token that was good after its end", Only(
                ended, attempt => attempt with { Outcome = Outcome.Ok, Status = 200 }));
        }

        int Draw(Func<TokenUse, bool> fits)
        {
            var found = tokens.Uses.Where(fits).ToList();
            return found.Count == 0 ? -1 : found[random.Next(found.Count)].Source;
        }

        RunRecord Only(int index, Func<Attempt, Attempt> change)
        {
            var session = run.History.Attempts[index].Actor;
            return Change(run, index, change, attempt =>
                attempt.Actor == session || attempt.Subject == session || attempt.Kind == OperationKind.ChangePassword);
        }
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var tokens = TokenHistory.Of(run);
        return [.. tokens.Matrix.Breaks.Select(broken => new Violation(broken.Rule, broken.Sources))];
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var tokens = TokenHistory.Of(run);
        var deaths = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var fault in run.Faults.Confirmed.Where(fault => fault.IsReplica))
        {
            deaths[fault.Generation] = fault.At;
        }

        yield return count.Of(Verdicts.Evidence.TokenCells, tokens.Cells());
        yield return count.Of(Verdicts.Evidence.OldTokens, tokens.Uses.Count(use =>
            use.Accepted && deaths.TryGetValue(tokens.Generation(tokens.Issues[use.Token].Issuer), out var death) && death < use.Start));
        var endedAt = tokens.EndedAt();
        yield return count.Of(Verdicts.Evidence.UsesAfterEnd, tokens.Uses.Count(use => endedAt[use.Token] < use.Start));
    }
}
