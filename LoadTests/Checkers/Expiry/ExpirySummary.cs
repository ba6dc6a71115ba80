using AspireStateless.LoadTests.Checkers.Rules;

namespace AspireStateless.LoadTests.Checkers.Expiry;

/// <summary>What the windows say of many sessions.</summary>
/// <param name="Breaks">At most one for each session; the key is its number.</param>
/// <param name="Answers">How many answers tell whether a session was found.</param>
/// <param name="Decisive">To how many of them only one answer was right. Of a session that breaks a rule not all are counted.</param>
internal sealed record ExpirySummary(IReadOnlyList<RuleBreak> Breaks, long Answers, long Decisive)
{
    /// <param name="operations">Of all sessions, each with its login.</param>
    /// <param name="sessions">The session of each operation, from 0.</param>
    /// <param name="sessionCount">One more than the largest number of a session.</param>
    /// <param name="rule">How long they live.</param>
    /// <exception cref="AggregateException">The login of a session is not among the operations.</exception>
    public static ExpirySummary Of(SessionOperation[] operations, int[] sessions, int sessionCount, ExpiryRule rule)
    {
        long answers = 0, decisive = 0;
        var breaks = ByKey.Check(operations, sessions, sessionCount, session =>
        {
            var result = ExpiryWindows.Check(session, in rule);
            Interlocked.Add(ref answers, result.Answers);
            Interlocked.Add(ref decisive, result.Decisive);
            return result.Broken;
        });
        return new(breaks, answers, decisive);
    }
}
