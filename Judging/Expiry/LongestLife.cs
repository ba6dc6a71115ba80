namespace AspireStateless.Judging.Expiry;

/// <summary>Finds touches that found a session which cannot have lived so long.</summary>
/// <remarks>
/// How long can it have lived? Until lifetime and slack after the login, and every touch that can have come by then moves that on, by
/// as much as it can be late. Touches that end first go first: what can still be late later moves the end further then. A touch that
/// began after the end that all others together can reach has found a session that was dead; so has one of two that only prove each
/// other.
/// </remarks>
internal static class LongestLife
{
    /// <param name="operations">All on one session.</param>
    /// <param name="byStart">Their places in the order of starts.</param>
    /// <param name="open">The login.</param>
    /// <param name="rule">How long a session lives.</param>
    /// <returns>Null where every touch can have found it; otherwise the first that cannot, and the last one before it.</returns>
    public static RuleBreak? Check(SessionOperation[] operations, int[] byStart, in SessionOperation open, in ExpiryRule rule)
    {
        var life = rule.Lifetime + rule.Slack + rule.Epsilon;
        var cap = open.End + rule.Cap + rule.Epsilon;
        var end = Math.Min(cap, open.End + life);
        var last = open.Source;
        var touches = new PriorityQueue<int, long>();
        foreach (var i in byStart)
        {
            ref readonly var touch = ref operations[i];
            if (touch.Kind != SessionOperationKind.Touch)
            {
                continue;
            }

            while (touch.Start > end && touches.TryDequeue(out var earlier, out var latest))
            {
                end = Math.Min(cap, Math.Max(end, Math.Min(latest, end) + life));
                last = operations[earlier].Source;
            }

            if (touch.Start <= end)
            {
                touches.Enqueue(i, touch.End);
            }
            else if (!touch.IsOptional)
            {
                return new("A session was found after its lifetime had ended", last, touch.Source);
            }
        }

        return null;
    }
}
