namespace AspireStateless.Judging.Expiry;

/// <summary>
/// Judges that a session lives until its lifetime or its cap ends, or somebody ends it, and then nowhere. O(n log n).
/// </summary>
/// <remarks>
/// A session has to be found by whom an answered touch precedes that began less than a lifetime before the end of the answer, within the
/// cap and with no delete that could have begun. (Whoever finds it comes before everybody who misses it, so a missing answer is also wrong
/// with such a touch beside it.) It has to be missing for whom every touch that could precede it lies more than lifetime
/// and slack back, or the cap, an acknowledged delete, or somebody who had missed it before. Between is a grey time, where either is
/// right: <see cref="ExpiryResult.Decisive"/> counts the answers outside of it. Each answer is judged by itself, and that every touch
/// can be reached from the login, from lifetime to lifetime, by <see cref="LongestLife"/>. A right history is never rejected; a wrong one
/// may be accepted where one touch would have to be early for one answer and late for another.
/// </remarks>
internal sealed class ExpiryWindows
{
    private readonly SessionOperation[] _operations;
    private readonly ExpiryRule _rule;
    private readonly SessionOperation _open;
    private readonly int[] _byStart;
    private readonly int[] _byEnd;

    private ExpiryWindows(ReadOnlySpan<SessionOperation> operations, in ExpiryRule rule)
    {
        (_operations, _rule) = (operations.ToArray(), rule);
        var open = Array.FindIndex(_operations, operation => operation.Kind == SessionOperationKind.Open);
        _open = open >= 0 ? _operations[open] : throw new ArgumentException("Nothing opened the session.", nameof(operations));
        _byStart = [.. Enumerable.Range(0, operations.Length)];
        _byEnd = [.. _byStart];
        Array.Sort([.. _operations.Select(operation => operation.Start)], _byStart);
        Array.Sort([.. _operations.Select(operation => operation.End)], _byEnd);
    }

    /// <param name="operations">All on one session, in any order, its login among them.</param>
    /// <param name="rule">How long it lives.</param>
    /// <exception cref="ArgumentException">The login is not among them.</exception>
    public static ExpiryResult Check(ReadOnlySpan<SessionOperation> operations, in ExpiryRule rule) =>
        new ExpiryWindows(operations, rule).Check();

    private ExpiryResult Check()
    {
        var (broken, alive) = CheckAlive();
        return new(broken ?? LongestLife.Check(_operations, _byStart, _open, _rule), alive, CountDead());
    }

    /// <returns>An answer that has to be another one; and to how many answers the session had to be there.</returns>
    private (RuleBreak? Broken, int Alive) CheckAlive()
    {
        var mayEndFrom = _open.Start + _rule.Cap - _rule.Epsilon;
        var newest = -1;
        foreach (var i in _byStart)
        {
            ref readonly var operation = ref _operations[i];
            mayEndFrom = operation.Kind == SessionOperationKind.Delete ? Math.Min(mayEndFrom, operation.Start) : mayEndFrom;
            newest = Found(operation) ? i : newest;
        }

        int ended = 0, alive = 0, touched = -1, gone = -1;
        foreach (var i in _byStart)
        {
            ref readonly var answer = ref _operations[i];
            for (; _operations[_byEnd[ended]].End < answer.Start; ended++)
            {
                var done = _byEnd[ended];
                var found = Found(_operations[done]);
                touched = found && (touched < 0 || _operations[done].Start > _operations[touched].Start) ? done : touched;
                gone = found ? gone : done;
            }

            if (answer.Kind == SessionOperationKind.Touch && gone >= 0 && !answer.IsOptional)
            {
                var rule = _operations[gone].Kind == SessionOperationKind.Delete
                    ? "A session was found after it had been ended"
                    : "A session was found after it had been missing";
                return (new(rule, _operations[gone].Source, answer.Source), alive);
            }

            if (answer.Kind == SessionOperationKind.Missed && LivesAt(answer.End, newest, mayEndFrom))
            {
                return (new("A session was missing within its lifetime", _operations[newest].Source, answer.Source), alive);
            }

            var touches = answer is { Kind: SessionOperationKind.Touch, IsOptional: false };
            alive += touches && touched >= 0 && LivesAt(answer.End, touched, mayEndFrom) ? 1 : 0;
        }

        return (null, alive);
    }

    /// <returns>Whether nothing can have ended the session by a tick, after a touch.</returns>
    private bool LivesAt(long tick, int touch, long mayEndFrom) =>
        tick < _operations[touch].Start + _rule.Lifetime - _rule.Epsilon && tick < mayEndFrom;

    private static bool Found(SessionOperation operation) => operation.Kind <= SessionOperationKind.Touch && !operation.IsOptional;

    /// <returns>How many rightly did not find the session where it had to be gone.</returns>
    private int CountDead()
    {
        long latest = long.MinValue, deleted = Attempt.Open;
        foreach (var operation in _operations)
        {
            deleted = operation.Kind == SessionOperationKind.Delete ? Math.Min(deleted, operation.End) : deleted;
        }

        int began = 0, dead = 0;
        foreach (var i in _byEnd)
        {
            ref readonly var answer = ref _operations[i];
            for (; began < _byStart.Length && _operations[_byStart[began]].Start <= answer.End; began++)
            {
                ref readonly var touch = ref _operations[_byStart[began]];
                latest = touch.Kind <= SessionOperationKind.Touch ? Math.Max(latest, touch.End) : latest;
            }

            var expired = latest < answer.Start - _rule.Lifetime - _rule.Slack - _rule.Epsilon
                || _open.End < answer.Start - _rule.Cap - _rule.Epsilon;
            dead += answer.Kind == SessionOperationKind.Missed && (expired || deleted < answer.Start) ? 1 : 0;
        }

        return dead;
    }
}
