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
        return
        [
            .. Spoiled(
                "a token taken for another user's",
                use => use.Accepted && run.History.Attempts[use.Source].Kind == OperationKind.ReadData,
                attempt => attempt with { Foreign = attempt.Subject }),
            .. Spoiled(
                "a token that one replica did not know",
                use => use.Accepted && use.End < use.AliveUntil && use.End < bounds[use.Token].MayEndFrom,
                attempt => attempt with { Outcome = Outcome.Failed, Status = 401 }),
            .. Spoiled(
                "a token that was good after its end",
                use => !use.Accepted && bounds[use.Token].EndedBy < use.Start,
                attempt => attempt with { Outcome = Outcome.Ok, Status = 200 }),
        ];

        IEnumerable<SyntheticViolation> Spoiled(string name, Func<TokenUse, bool> fits, Func<Attempt, Attempt> change) => Spoil(
            name, run, random, [.. tokens.Uses.Where(fits).Select(use => use.Source)], change, (used, other) =>
                other.Actor == used.Actor || other.Subject == used.Actor || other.Kind == OperationKind.ChangePassword);
    }

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var tokens = TokenHistory.Of(run);
        return [.. tokens.Matrix.Breaks.Select(broken => new Violation(broken.Rule, broken.Sources))];
    }

    protected override IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count)
    {
        var tokens = TokenHistory.Of(run);
        var deaths = run.Faults.Deaths;
        yield return count.Of(Verdicts.Evidence.TokenCells, tokens.Cells());
        yield return count.Of(Verdicts.Evidence.OldTokens, tokens.Uses.Count(use =>
            use.Accepted && deaths.TryGetValue(tokens.Generation(tokens.Issues[use.Token].Issuer), out var death) && death < use.Start));
        var endedAt = tokens.EndedAt();
        yield return count.Of(Verdicts.Evidence.UsesAfterEnd, tokens.Uses.Count(use => endedAt[use.Token] < use.Start));
    }
}
