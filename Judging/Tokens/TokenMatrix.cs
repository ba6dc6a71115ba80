namespace AspireStateless.Judging.Tokens;

/// <summary>
/// Judges that every token is good on every replica and every generation for its owner, until it is ended, and then nowhere; and counts
/// which generations met tokens of which.
/// </summary>
/// <remarks>
/// A token ends at one instant, for good. Whoever accepts it puts that instant after the start of the answer, whoever rejects it puts it
/// before the end of the answer, and so does an acknowledged end. A token is right exactly when these bounds leave room, and some end,
/// or the end of its lifetime, can have come by then; each rule here is a pair of bounds that do not. A change of password ends all
/// tokens of a user at one instant, but each token is judged by itself: that is sound, and not exact for several tokens together.
/// O(n log n) in the ends, O(n) in the uses.
/// </remarks>
internal sealed class TokenMatrix
{
    private readonly Cell[,] _cells;
    private readonly List<RuleBreak> _breaks = [];
    private readonly Func<int, string> _name;

    private TokenMatrix(int generations, Func<int, string> name) => (_cells, _name) = (new Cell[generations, generations], name);

    /// <summary>At most one break of each rule for each pair of issuer and verifier.</summary>
    public IReadOnlyList<RuleBreak> Breaks => _breaks;

    /// <summary>How many pairs of issuer and verifier show something: a token was accepted, or a rule broken.</summary>
    public int Exercised => _cells.Cast<Cell>().Count(cell => cell.Accepted + cell.Wrong > 0);

    public Cell this[int issuer, int verifier] => _cells[issuer, verifier];

    /// <param name="issues">Of every token, by its number.</param>
    /// <param name="ends">All that could have ended a token.</param>
    /// <param name="uses">In any order.</param>
    /// <param name="generations">One more than the largest number of a generation.</param>
    /// <param name="name">Of a user; by number unless given.</param>
    public static TokenMatrix Of(TokenIssue[] issues, TokenEnd[] ends, TokenUse[] uses, int generations, Func<int, string>? name = null)
    {
        var matrix = new TokenMatrix(generations, name ?? (user => $"user {user}"));
        var goodFrom = new long[issues.Length];
        goodFrom.AsSpan().Fill(long.MinValue);
        foreach (ref readonly var use in uses.AsSpan())
        {
            goodFrom[use.Token] = use.Accepted ? Math.Max(goodFrom[use.Token], use.Start) : goodFrom[use.Token];
        }

        var bounds = TokenBounds.Of(issues, ends, goodFrom);
        foreach (ref readonly var use in uses.AsSpan())
        {
            // The earliest rejection ends a token as an acknowledged end does.
            ref var bound = ref bounds[use.Token];
            if (!use.Accepted && use.End < bound.RejectedBy)
            {
                (bound.RejectedBy, bound.Rejected) = (use.End, use.Source);
            }
        }

        foreach (ref readonly var use in uses.AsSpan())
        {
            matrix.Judge(in use, in issues[use.Token], in bounds[use.Token]);
        }

        return matrix;
    }

    private void Judge(in TokenUse use, in TokenIssue issue, in TokenBounds bound)
    {
        ref var cell = ref _cells[issue.Issuer, use.Verifier];
        cell.Accepted += use.Accepted ? 1 : 0;
        cell.Rejected += use.Accepted ? 0 : 1;
        var wrong = use.Accepted ? WrongOf(in use, in issue, in bound) : Lost(in use, in bound) ? TokenWrong.Lost : TokenWrong.None;
        if (wrong == TokenWrong.None)
        {
            return;
        }

        cell.Wrong++;
        if (!cell.Seen.HasFlag(wrong))
        {
            cell.Seen |= wrong;
            _breaks.Add(Describe(wrong, in use, in issue, in bound));
        }
    }

    private static TokenWrong WrongOf(in TokenUse use, in TokenIssue issue, in TokenBounds bound) =>
        use.Owner != issue.Owner ? TokenWrong.Swapped
        : bound.EndedBy < use.Start ? TokenWrong.NotRevoked
        : bound.RejectedBy < use.Start ? TokenWrong.Back
        : TokenWrong.None;

    private static bool Lost(in TokenUse use, in TokenBounds bound) => use.End < use.AliveUntil && use.End < bound.MayEndFrom;

    private RuleBreak Describe(TokenWrong wrong, in TokenUse use, in TokenIssue issue, in TokenBounds bound) => wrong switch
    {
        TokenWrong.Swapped => new($"The token of {_name(issue.Owner)} was taken for one of {_name(use.Owner)}", issue.Source, use.Source),
        TokenWrong.NotRevoked =>
            new($"The token of {_name(issue.Owner)} was accepted after its end had been acknowledged", bound.End, use.Source),
        TokenWrong.Back => new($"The token of {_name(issue.Owner)} was accepted after it had been rejected", bound.Rejected, use.Source),
        _ => new($"The token of {_name(issue.Owner)} was rejected within its lifetime, and nothing had ended it", issue.Source, use.Source),
    };

    /// <summary>What one generation made of another's tokens.</summary>
    internal struct Cell
    {
        public long Accepted { get; set; }

        public long Rejected { get; set; }

        /// <summary>How many of both broke a rule.</summary>
        public long Wrong { get; set; }

        public TokenWrong Seen { get; set; }
    }
}

/// <summary>What can be wrong with one use of a token.</summary>
[Flags]
internal enum TokenWrong
{
    None = 0,

    /// <summary>Accepted as somebody else's.</summary>
    Swapped = 1,

    /// <summary>Rejected though nothing can have ended it: a key of one process, or a session that is lost.</summary>
    Lost = 2,

    /// <summary>Accepted after its end was acknowledged: revocation is not shared.</summary>
    NotRevoked = 4,

    /// <summary>Accepted after it had been rejected: replicas do not agree.</summary>
    Back = 8,
}
