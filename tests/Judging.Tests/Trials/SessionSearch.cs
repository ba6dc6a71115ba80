using AspireStateless.Judging.Expiry;
using AspireStateless.Judging.Histories;

namespace AspireStateless.Judging.Tests.Trials;

/// <summary>
/// Judges a short session with small ticks by trying every instant of every operation. What is unknown of a session at an instant is
/// when it ends, which is between two ticks, and whether it has.
/// </summary>
internal static class SessionSearch
{
    private const long Never = 60;

    public static bool IsRight(ReadOnlySpan<SessionOperation> operations, in ExpiryRule rule)
    {
        for (var i = 0; i < operations.Length; i++)
        {
            if (operations[i].Kind == SessionOperationKind.Open)
            {
                for (var at = operations[i].Start; at <= operations[i].End; at++)
                {
                    var cap = at + rule.Cap;
                    var life = new Life(at, Math.Min(cap, at + rule.Lifetime), Math.Min(cap, at + rule.Lifetime + rule.Slack), cap);
                    if (Extend(operations, 1 << i, in life, in rule))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool Extend(ReadOnlySpan<SessionOperation> operations, int placed, in Life life, in ExpiryRule rule)
    {
        var complete = true;
        for (var i = 0; i < operations.Length; i++)
        {
            if ((placed & (1 << i)) != 0)
            {
                continue;
            }

            complete &= operations[i].IsOptional;
            var last = operations[i].End == Attempt.Open ? Never : operations[i].End;
            for (var at = Math.Max(life.Now, operations[i].Start); at <= last; at++)
            {
                if (life.Next(operations[i].Kind, at, in rule) is { } next && Extend(operations, placed | (1 << i), in next, in rule))
                {
                    return true;
                }
            }
        }

        return complete;
    }

    /// <param name="Now">The instant of the last operation.</param>
    /// <param name="EndsFrom">It ends at the earliest then; in the past where it has ended.</param>
    /// <param name="EndsBy">It ends at the latest then.</param>
    /// <param name="Cap">And not later than this.</param>
    private readonly record struct Life(long Now, long EndsFrom, long EndsBy, long Cap)
    {
        /// <returns>What is known after an operation; null where it cannot be at that instant.</returns>
        public Life? Next(SessionOperationKind kind, long at, in ExpiryRule rule) => kind switch
        {
            SessionOperationKind.Touch when at <= EndsBy =>
                new Life(at, Math.Min(Cap, at + rule.Lifetime), Math.Min(Cap, at + rule.Lifetime + rule.Slack), Cap),
            SessionOperationKind.Missed when at >= EndsFrom => new Life(at, long.MinValue, long.MinValue, Cap),
            SessionOperationKind.Delete => new Life(at, long.MinValue, long.MinValue, Cap),
            _ => null,
        };
    }
}
