namespace AspireStateless.Judging.Expiry;

/// <summary>What the windows say of many sessions.</summary>
/// <param name="Breaks">At most one for each session; the key is its number.</param>
/// <param name="Alive">To how many answers a session had to be there. Of a session that breaks a rule not all are counted.</param>
/// <param name="Dead">To how many it had to be gone.</param>
internal sealed record ExpirySummary(IReadOnlyList<RuleBreak> Breaks, long Alive, long Dead)
{
    /// <param name="operations">Of all sessions, each with its login.</param>
    /// <param name="sessions">The session of each operation, from 0.</param>
    /// <param name="sessionCount">One more than the largest number of a session.</param>
    /// <param name="rule">How long they live.</param>
    /// <exception cref="AggregateException">The login of a session is not among the operations.</exception>
    public static ExpirySummary Of(SessionOperation[] operations, int[] sessions, int sessionCount, ExpiryRule rule)
    {
        long alive = 0, dead = 0;
        var breaks = ByKey.Check(operations, sessions, sessionCount, session =>
        {
            var result = ExpiryWindows.Check(session, in rule);
            Interlocked.Add(ref alive, result.Alive);
            Interlocked.Add(ref dead, result.Dead);
            return result.Broken;
        });
        return new(breaks, alive, dead);
    }
}
