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
    /// <summary>Checks the promise for every answer, and that the store holds what they allow: nothing acknowledged is missing, nothing refused is there.</summary>
    public static void AllAgreeWith(long count, IReadOnlyCollection<Answer> answers)
    {
        Assert.All(answers, answer => Assert.InRange(answer.Elapsed, TimeSpan.Zero, Promise.AnswerLimit));
        Assert.InRange(count, answers.Count(answer => answer.Outcome == Outcome.Counted), answers.Count(answer => answer.Outcome != Outcome.RefusedDefinitely));
    }
}

internal static class Promise
{
    /// <summary>Every answer comes in less than this.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);

    /// <summary>Full service is back in this after the store is.</summary>
    public static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(3);
}
