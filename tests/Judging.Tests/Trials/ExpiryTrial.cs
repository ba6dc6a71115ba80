using AspireStateless.Judging.Expiry;
using AspireStateless.Judging.Histories;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>Sessions that expire: <see cref="ExpiryWindows"/> beside a search over all instants.</summary>
internal sealed class ExpiryTrial : ICheckerTrial
{
    private static readonly ExpiryRule Small = new(Lifetime: 6, Slack: 1, Cap: 18, Epsilon: 0);

    public string Name => "expiry of sessions";

    public Func<bool> Right(int operations, int keys)
    {
        // Each session is used now and then, at intervals of about half a lifetime, and after a while it is not found any more.
        var rule = new ExpiryRule(Lifetime: 200L * keys, Slack: 3L * keys, Cap: 20_000L * keys, Epsilon: 0);
        var random = new RandomStream(1);
        var opened = new long[keys];
        var ends = new long[keys];
        opened.AsSpan().Fill(-1);
        var history = new SessionOperation[operations];
        var keyOf = new int[operations];
        for (var i = 0; i < operations; i++)
        {
            var at = DrawnInterval.Long(random, i);
            var key = keyOf[i] = random.Next(keys);
            var touched = at.Effect <= ends[key] && !at.Lost;
            if (opened[key] < 0)
            {
                (history[i], opened[key], touched) = (SessionOperation.Open(at.Start, at.End, i), at.Effect, true);
            }
            else
            {
                history[i] = at.Unknown ? SessionOperation.Touch(at.Start, Attempt.Open, i)
                    : touched ? SessionOperation.Touch(at.Start, at.End, i)
                    : SessionOperation.Missed(at.Start, at.End, i);
            }

            ends[key] = touched ? Math.Min(at.Effect + rule.Lifetime, opened[key] + rule.Cap) : ends[key];
        }

        return () => ExpirySummary.Of(history, keyOf, keys, rule) is { Breaks.Count: 0, Dead: > 0 };
    }

    public Comparison Compare(RandomStream random)
    {
        var history = new List<SessionOperation> { SessionOperation.Open(-2, 0) };
        var ends = -1 + Small.Lifetime;
        foreach (var at in DrawnInterval.Short(random, 1 + random.Next(5)))
        {
            var found = (at.Effect <= ends) == (random.Next(5) > 0);
            var kind = random.Next(8);
            var end = Math.Min(at.End, at.Effect + 2);
            ends = kind == 0 && !at.Lost ? -1 : at.Effect <= ends && !at.Lost ? at.Effect + Small.Lifetime : ends;
            history.Add(kind == 0 ? SessionOperation.Delete(at.Start, at.RecordedEnd)
                : at.Unknown ? SessionOperation.Touch(at.Start, Attempt.Open)
                : found ? SessionOperation.Touch(at.Start, end)
                : SessionOperation.Missed(at.Start, end));
        }

        SessionOperation[] drawn = [.. history];
        return new(SessionSearch.IsRight(drawn, Small), ExpiryWindows.Check(drawn, in Small).Broken is null, MayMiss: true);
    }
}
