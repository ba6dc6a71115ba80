using AspireStateless.Control;
using AspireStateless.Judging.Promises;

namespace AspireStateless.Judging.Throttles;

/// <summary>
/// What one client tried of one kind, by its address, which nobody used before: what is counted of it stands in one window of a minute,
/// which begins with the first try at the earliest.
/// </summary>
/// <param name="Tries">Indexes into the attempts, in the order in which they were begun.</param>
/// <param name="Limit">How many are counted before the next is refused; 0 is no limit.</param>
internal sealed record ClientTries(RunRecord Run, IReadOnlyList<int> Tries, int Limit)
{
    public const ushort TooMany = 429;
    private const ushort Wrong = 401;
    private static readonly long Window = MonotonicClock.Nanoseconds(TimeSpan.FromMinutes(1));

    public static IEnumerable<ClientTries> Of(RunRecord run) => run.History
        .Find(attempt => attempt.Kind is OperationKind.Guess or OperationKind.SignUp && attempt.Client >= 0)
        .GroupBy(index => (run.History.Attempts[index].Kind, run.History.Attempts[index].Subject))
        .Select(client => new ClientTries(run, [.. client], client.Key.Kind == OperationKind.Guess
            ? run.Faults.Options.FailedLoginsPerMinute
            : run.Faults.Options.SignUpsPerMinute));

    /// <summary>Whether all its passwords were right.</summary>
    public bool IsInnocent => Tries.All(index => Run.History.Attempts[index] is { Kind: OperationKind.Guess, Argument: 1 });

    /// <summary>Tries of the first window that the limit certainly counted.</summary>
    /// <param name="excuses">Whether something went on at the time of a guess that may have kept its failure from being counted.</param>
    public IEnumerable<int> Counted(Func<Attempt, bool> excuses) => Tries.Where(index => Run.History.Attempts[index] is var tried
        && IsInWindow(index) && (tried.Kind == OperationKind.SignUp ? IsLookedAt(tried) : tried.Status == Wrong && !excuses(tried)));

    /// <summary>Whether it was looked at, and not refused as too many.</summary>
    public static bool IsLookedAt(in Attempt attempt) =>
        attempt.Outcome == Outcome.Ok || (attempt.Outcome == Outcome.Failed && attempt.Status is Wrong or 409);

    public static bool IsRefused(in Attempt attempt) => attempt is { Status: TooMany, Value: 1 };

    public bool IsInWindow(int index) => Run.History.Attempts[index].End < Run.History.Attempts[Tries[0]].Start + Window;

    /// <summary>How many others may have been counted when a try was answered.</summary>
    public int MayBeCounted(int index) => Tries.Count(other => other != index
        && Run.History.Attempts[other] is var tried && tried.Start < Run.History.Attempts[index].End && tried.Status != TooMany
        && (tried.Kind == OperationKind.SignUp || tried.Outcome != Outcome.Ok));
}
