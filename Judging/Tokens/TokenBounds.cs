namespace AspireStateless.Judging.Tokens;

/// <summary>What is known of when one token ended.</summary>
internal struct TokenBounds
{
    /// <summary>Not before this, by anybody's request.</summary>
    public long MayEndFrom { get; set; }

    /// <summary>By then, as was acknowledged.</summary>
    public long EndedBy { get; set; }

    /// <summary>The acknowledged end, for witnesses.</summary>
    public int End { get; set; }

    /// <summary>By then, as a rejection shows.</summary>
    public long RejectedBy { get; set; }

    /// <summary>The rejection, for witnesses.</summary>
    public int Rejected { get; set; }

    /// <summary>What logins and ends say, without a use.</summary>
    public static TokenBounds[] Of(TokenIssue[] issues, TokenEnd[] ends)
    {
        var never = new long[issues.Length];
        never.AsSpan().Fill(long.MinValue);
        return Of(issues, ends, never);
    }

    /// <param name="issues">Of every token, by its number.</param>
    /// <param name="ends">All that could have ended a token.</param>
    /// <param name="goodFrom">Per token, the latest start of a use that was accepted: it had not ended before.</param>
    public static TokenBounds[] Of(TokenIssue[] issues, TokenEnd[] ends, long[] goodFrom)
    {
        var bounds = new TokenBounds[issues.Length];
        bounds.AsSpan().Fill(new()
        {
            MayEndFrom = Attempt.Open,
            EndedBy = Attempt.Open,
            End = -1,
            RejectedBy = Attempt.Open,
            Rejected = -1,
        });
        foreach (ref readonly var end in ends.AsSpan())
        {
            if (end.Token >= 0)
            {
                bounds[end.Token].MayEnd(end.Start);
                bounds[end.Token].Ended(in end);
            }
        }

        var users = ends.Where(end => end.Token < 0)
            .GroupBy(end => end.User)
            .ToDictionary(user => user.Key, user => new UserEnds([.. user]));
        for (var token = 0; token < issues.Length; token++)
        {
            if (users.TryGetValue(issues[token].Owner, out var user))
            {
                if (user.FirstAfter(issues[token].End) is { } certain)
                {
                    bounds[token].Ended(in certain);
                }

                // A change beside the login that was over while the token was still good came before the login. Where a token was good
                // after its certain end, that is what is wrong, and nothing is said of rejections.
                var notOverBy = bounds[token].EndedBy < goodFrom[token] ? long.MinValue : goodFrom[token];
                bounds[token].MayEnd(user.MayEndFrom(Math.Max(issues[token].Start, notOverBy)));
            }
        }

        return bounds;
    }

    private void MayEnd(long from) => MayEndFrom = Math.Min(MayEndFrom, from);

    private void Ended(in TokenEnd end)
    {
        if (end.End < EndedBy)
        {
            (EndedBy, End) = (end.End, end.Source);
        }
    }
}
