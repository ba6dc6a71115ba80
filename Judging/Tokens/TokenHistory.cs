using AspireStateless.Judging.Expiry;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Sessions;

namespace AspireStateless.Judging.Tokens;

/// <summary>What a history holds on tokens, laid out for <see cref="TokenMatrix"/>.</summary>
internal sealed class TokenHistory
{
    private readonly History _history;
    private readonly Dictionary<int, int> _tokens = [];
    private readonly Numbering<string> _owners = new();
    private readonly Numbering<string> _generations = new();

    private TokenHistory(RunRecord run)
    {
        _history = run.History;
        Issues = [.. Logins()];
        Ends = [.. Find(End)];
        var alive = SessionUses.Rule(run) is { } rule ? Math.Min(rule.Lifetime, rule.Cap) - rule.Epsilon : long.MinValue / 2;
        Uses = [.. Find((attempt, index) => Use(attempt, index, alive))];
        Matrix = TokenMatrix.Of(Issues, Ends, Uses, Generations, owner => _owners.Names[owner]);
    }

    public TokenIssue[] Issues { get; }
    public TokenEnd[] Ends { get; }
    public TokenUse[] Uses { get; }
    public TokenMatrix Matrix { get; }
    private int Generations => _generations.Names.Count;

    public static TokenHistory Of(RunRecord run) => new(run);

    public string Generation(int number) => _generations.Names[number];

    /// <summary>Per token, when its end was acknowledged; open where it was not.</summary>
    public long[] EndedAt() => [.. TokenBounds.Of(Issues, Ends).Select(bounds => bounds.EndedBy)];

    /// <summary>
    /// How many pairs of issuer and verifier were met, of verifiers that judged another one's token: one that only meets its own shows
    /// nothing.
    /// </summary>
    public long Cells()
    {
        long cells = 0;
        for (var verifier = 0; verifier < Generations; verifier++)
        {
            var own = Matrix[verifier, verifier].Accepted > 0 ? 1 : 0;
            var met = Enumerable.Range(0, Generations).Count(issuer => Matrix[issuer, verifier].Accepted > 0);
            cells += met > own ? met : 0;
        }

        return cells;
    }

    private IEnumerable<TokenIssue> Logins()
    {
        for (var i = 0; i < _history.Attempts.Length; i++)
        {
            var attempt = _history.Attempts[i];
            if (attempt is { Kind: OperationKind.LogIn, Outcome: Outcome.Ok } && _tokens.TryAdd(attempt.Subject, _tokens.Count))
            {
                yield return new TokenIssue(
                    attempt.Start,
                    attempt.End,
                    _owners.Of(SessionOwner.Of(_history.Text(attempt.Subject))),
                    _generations.Of(_history.Text(attempt.Replica)),
                    i);
            }
        }
    }

    private IEnumerable<T> Find<T>(Func<Attempt, int, T?> of)
        where T : struct
    {
        for (var i = 0; i < _history.Attempts.Length; i++)
        {
            if (of(_history.Attempts[i], i) is { } found)
            {
                yield return found;
            }
        }
    }

    private TokenEnd? End(Attempt attempt, int index)
    {
        if (attempt.Outcome == Outcome.Failed)
        {
            return null;
        }

        var end = attempt.Outcome == Outcome.Ok ? attempt.End : Attempt.Open;
        return attempt.Kind switch
        {
            OperationKind.LogOut when _tokens.TryGetValue(attempt.Subject, out var token) =>
                TokenEnd.OfToken(attempt.Start, end, token, index),
            OperationKind.ChangePassword => TokenEnd.OfUser(attempt.Start, end, _owners.Of(_history.Text(attempt.Subject)), index),
            _ => null,
        };
    }

    private TokenUse? Use(Attempt attempt, int index, long alive)
    {
        var rejected = SessionUses.SaysEnded(attempt);
        var judged = attempt.Kind is not (OperationKind.LogOut or OperationKind.ListedOrder or OperationKind.ReadTick)
            && (rejected || attempt.Outcome == Outcome.Ok);
        if (!judged || !_tokens.TryGetValue(attempt.Actor, out var token))
        {
            return null;
        }

        var issue = Issues[token];
        var swapped = attempt.Foreign != 0 && attempt.Kind == OperationKind.ReadData;
        return new TokenUse(
            attempt.Start,
            attempt.End,
            issue.Start + alive,
            token,
            _generations.Of(_history.Text(attempt.Replica)),
            swapped ? _owners.Of($"somebody else ({_history.Text(attempt.Foreign)})") : issue.Owner,
            !rejected,
            index);
    }
}
