namespace AspireStateless.Judging.Promises;

/// <summary>
/// One request that fails may have met a moment of the machine that nothing shows. Where another fails a while later, longer than such a
/// moment, the service was it.
/// </summary>
internal static class Recurrence
{
    /// <summary>The first of some attempts, and one that began so long after its end, nanoseconds; null for none.</summary>
    public static (int First, int Second)? Of(History history, List<int> some, long apart)
    {
        var second = some.FindIndex(index => history.Attempts[index].Start - history.Attempts[some[0]].End > apart);
        return second < 0 ? null : (some[0], some[second]);
    }

    /// <summary>A copy of the attempts in which two are others.</summary>
    public static Attempt[] Both(History history, (int First, int Second) pair, Func<Attempt, Attempt> change) =>
        [.. history.Attempts.Select((attempt, index) => index == pair.First || index == pair.Second ? change(attempt) : attempt)];
}
