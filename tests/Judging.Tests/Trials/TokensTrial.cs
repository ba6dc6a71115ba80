using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Models;
using AspireStateless.Judging.Tests.Models;
using AspireStateless.Judging.Tokens;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>Tokens, logouts and changes of passwords: <see cref="TokenMatrix"/> beside a search.</summary>
internal sealed class TokensTrial : ICheckerTrial
{
    private const int Generations = 6;

    private readonly Linearizability<TokenStep, int> _search = new(new TokenModel());

    public string Name => "tokens";

    /// <summary>A key is a token. One use in twenty is an end instead.</summary>
    public Func<bool> Right(int operations, int keys)
    {
        var random = new RandomStream(1);
        var ended = new bool[keys];
        TokenIssue[] issues =
            [.. Enumerable.Range(0, keys).Select(token => new TokenIssue(-5000, -4000, token % 64, token % Generations, -1))];
        var uses = new List<TokenUse>(operations);
        var ends = new List<TokenEnd>();
        for (var i = 0; i < operations; i++)
        {
            var at = DrawnInterval.Long(random, i);
            var token = random.Next(keys);
            if (random.Next(20) > 0)
            {
                uses.Add(new(at.Start, at.End, Attempt.Open, token, random.Next(Generations), token % 64, !ended[token], i));
                continue;
            }

            ended[token] |= !at.Lost;
            ends.Add(TokenEnd.OfToken(at.Start, at.RecordedEnd, token, i));
        }

        TokenEnd[] allEnds = [.. ends];
        TokenUse[] allUses = [.. uses];
        return () => TokenMatrix.Of(issues, allEnds, allUses, Generations).Breaks.Count == 0;
    }

    public Comparison Compare(RandomStream random)
    {
        var issue = new TokenIssue(random.Next(4), 4 + random.Next(4), Owner: 1, Issuer: random.Next(Generations), Source: 0);
        var aliveUntil = random.Next(3) == 0 ? 8 + random.Next(15) : Attempt.Open;
        var ended = false;
        var uses = new List<TokenUse>();
        var ends = new List<TokenEnd>();
        foreach (var at in DrawnInterval.Short(random, 1 + random.Next(7)))
        {
            var kind = random.Next(8);
            if (kind < 6)
            {
                // Nobody shows a token before the answer to the login.
                var later = issue.End + 1;
                var wrong = random.Next(8) == 0;
                var owner = random.Next(60) == 0 ? 2 : 1;
                var accepted = (ended || at.Effect + later > aliveUntil) == wrong;
                uses.Add(new(at.Start + later, at.End + later, aliveUntil, 0, random.Next(Generations), owner, accepted, 0));
                continue;
            }

            var start = kind == 6 ? at.Start + issue.End + 1 : at.Start;
            var end = at.Unknown ? Attempt.Open : start + at.End - at.Start;
            ended |= !at.Lost && end > issue.End;
            ends.Add(kind == 6 ? TokenEnd.OfToken(start, end, token: 0) : TokenEnd.OfUser(start, end, user: 1));
        }

        var right = uses.TrueForAll(use => !use.Accepted || use.Owner == 1)
            && _search.Check([.. Steps(issue, aliveUntil, uses, ends)]) is null;
        return new(right, TokenMatrix.Of([issue], [.. ends], [.. uses], Generations).Breaks.Count == 0);
    }

    private static IEnumerable<TokenStep> Steps(TokenIssue issue, long aliveUntil, List<TokenUse> uses, List<TokenEnd> ends) =>
    [
        new(issue.Start, issue.End, TokenStepKind.Issue, IsOptional: false),
        new(aliveUntil, Attempt.Open, TokenStepKind.End, IsOptional: true),
        .. uses.Select(use => new TokenStep(
            use.Start, use.End, use.Accepted ? TokenStepKind.Accepted : TokenStepKind.Rejected, IsOptional: false)),
        .. ends.Select(end => new TokenStep(end.Start, end.End, TokenStepKind.End, end.IsOptional)),
    ];
}
