using AspireStateless.LoadTests.Checkers.Tokens;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Judges tokens: who issued them, who was shown them, and when they ended.</summary>
internal sealed class TokensPromise : OperationPromise
{
    public override string Name => "Tokens";

    public override string Statement => "a token is good on every replica and every later generation; after an acknowledged logout or password change, nowhere";

    protected override OperationKind[] Writes => [OperationKind.LogIn, OperationKind.LogOut, OperationKind.ChangePassword];

    protected override OperationKind[] Reads => [OperationKind.ReadData];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var history = run.History;
        var uses = Find(run, attempt => attempt is { Kind: OperationKind.ReadData, Outcome: Outcome.Ok, Client: >= 0 });
        if (uses.Count == 0)
        {
            yield break;
        }

        int use = uses[random.Next(uses.Count)];
        yield return new("a token taken for another user's", Change(run, use, attempt => attempt with { Foreign = attempt.Subject }));
        var ended = TokenHistory.Of(run).Ends.Select(end => history.Attempts[end.Source].Actor).ToHashSet();
        int kept = uses.Find(index => !ended.Contains(history.Attempts[index].Actor));
        if (kept > 0 && SessionUses.Rule(run) is not null)
        {
            yield return new("a token that one replica did not know", Change(run, kept, attempt => attempt with { Outcome = Outcome.Failed, Status = 401 }));
        }

        int after = Find(run, attempt => attempt is { Kind: OperationKind.ReadData, Status: 401 }).LastOrDefault();
        if (after > 0)
        {
            yield return new("a token that was good after its end", Change(run, after, attempt => attempt with { Outcome = Outcome.Ok, Status = 200 }));
        }
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var tokens = TokenHistory.Of(run);
        return [.. tokens.Matrix.Breaks.Select(broken => new Violation(tokens.Named(broken.Rule), broken.Sources))];
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var tokens = TokenHistory.Of(run);
        var deaths = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var fault in run.Faults.Confirmed.Where(fault => fault.IsReplica))
        {
            deaths[fault.Generation] = fault.At;
        }

        yield return count.Of(Checkers.Evidence.TokenCells, tokens.Matrix.Exercised);
        yield return count.Of(Checkers.Evidence.OldTokens, tokens.Uses.Count(use =>
            use.Accepted && deaths.TryGetValue(tokens.Generation(tokens.Issues[use.Token].Issuer), out long death) && death < use.Start));
        var endedAt = tokens.EndedAt();
        yield return count.Of(Checkers.Evidence.UsesAfterEnd, tokens.Uses.Count(use => endedAt[use.Token] < use.Start));
    }
}
