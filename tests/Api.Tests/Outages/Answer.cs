namespace AspireStateless.Api.Tests.Outages;

internal enum Outcome
{
    Unknown,
    RefusedDefinitely,
    Counted,
}

/// <summary>How one visit was answered, and how long that took.</summary>
internal sealed record Answer(TimeSpan Elapsed, Outcome Outcome)
{
    /// <summary>
    /// Checks that every answer is in time, that nothing acknowledged is missing from the count, and that nothing refused is in it.
    /// </summary>
    public static void AllAgreeWith(long count, IReadOnlyCollection<Answer> answers)
    {
        Assert.All(answers, answer => Assert.InRange(answer.Elapsed, TimeSpan.Zero, Promise.AnswerLimit));
        Assert.InRange(
            count,
            answers.Count(answer => answer.Outcome == Outcome.Counted),
            answers.Count(answer => answer.Outcome != Outcome.RefusedDefinitely));
    }
}

internal static class Promise
{
    /// <summary>Every answer comes in less than this.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);

    /// <summary>Full service is back in this after the store is.</summary>
    public static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(3);
}
