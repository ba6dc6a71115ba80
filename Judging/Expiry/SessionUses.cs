using AspireStateless.Control;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Sessions;

namespace AspireStateless.Judging.Expiry;

/// <summary>What a history holds on each session: its login, all requests sent under it, and what may have ended it.</summary>
internal sealed class SessionUses
{
    private const int EndedStatus = 401;

    // The store's clock and the record's are of one machine and drift by less than this in a run.
    private static readonly long Epsilon = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(50));

    // How much further than its lifetime a use may write the end of a session ahead.
    private const int SlackPart = 64;
    private readonly Dictionary<int, List<SessionOperation>> _sessions = [];

    private SessionUses()
    {
    }

    /// <summary>By session, those of users whose password never changed.</summary>
    public IReadOnlyDictionary<int, List<SessionOperation>> Sessions => _sessions;

    public static SessionUses Of(History history)
    {
        var uses = new SessionUses();

        // A change of the password may end all sessions of its user, whenever it takes effect, and is judged with their tokens.
        var changed = history.Attempts
            .Where(attempt => attempt.Kind == OperationKind.ChangePassword)
            .Select(attempt => history.Text(attempt.Subject))
            .ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            var attempt = history.Attempts[i];
            if (attempt is { Kind: OperationKind.LogIn, Outcome: Outcome.Ok }
                && !changed.Contains(SessionOwner.Of(history.Text(attempt.Subject))))
            {
                uses._sessions.TryAdd(attempt.Subject, [SessionOperation.Open(attempt.Start, attempt.End, i)]);
            }
        }

        for (var i = 0; i < history.Attempts.Length; i++)
        {
            if (uses._sessions.TryGetValue(history.Attempts[i].Actor, out var operations) && Of(history.Attempts[i], i) is { } operation)
            {
                operations.Add(operation);
            }
        }

        return uses;
    }

    /// <summary>Judges how long they lived. A session's number is its place among <see cref="Sessions"/>.</summary>
    public ExpirySummary Judge(ExpiryRule rule) => ExpirySummary.Of(
        [.. _sessions.Values.SelectMany(operations => operations)],
        [.. _sessions.Values.SelectMany((operations, number) => Enumerable.Repeat(number, operations.Count))],
        _sessions.Count,
        rule);

    /// <summary>How long sessions live by these options; null where they are not known.</summary>
    public static ExpiryRule? Rule(RunRecord run)
    {
        var (lifetime, cap) = (run.Faults.Options.SessionLifetime, run.Faults.Options.SessionCap);
        return lifetime > TimeSpan.Zero && cap > TimeSpan.Zero
            ? new ExpiryRule(MonotonicClock.Nanoseconds(lifetime), MonotonicClock.Nanoseconds(
                lifetime / SlackPart), MonotonicClock.Nanoseconds(cap), Epsilon)
            : null;
    }

    /// <summary>Whether an answer says that there is no such session; a wrong password is answered alike.</summary>
    public static bool SaysEnded(in Attempt attempt) => attempt is
    {
        Status: EndedStatus, Kind: not (OperationKind.ChangePassword or OperationKind.Guess or OperationKind.Refused),
    };

    private static SessionOperation? Of(in Attempt attempt, int index) => (attempt.Kind, attempt.Outcome) switch
    {
        _ when SaysEnded(attempt) => SessionOperation.Missed(attempt.Start, attempt.End, index),
        (OperationKind.LogOut, Outcome.Ok) => SessionOperation.Delete(attempt.Start, attempt.End, index),
        (OperationKind.LogOut, Outcome.Unknown) => SessionOperation.Delete(attempt.Start, Attempt.Open, index),
        (OperationKind.ListedOrder or OperationKind.ReadTick, _) => null,
        (_, Outcome.Ok) => SessionOperation.Touch(attempt.Start, attempt.End, index),

        // Whatever else was refused may have found the session before. So may what found no connection: the handler sends a request without
        // content a second time when a kept connection breaks before the answer.
        _ => SessionOperation.Touch(attempt.Start, Attempt.Open, index),
    };
}
