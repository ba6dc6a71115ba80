using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Rules;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Promises;

/// <summary>Judges one promise from what a run recorded. A pure function: it reads nothing else and changes nothing.</summary>
internal interface IPromiseChecker
{
    string Name { get; }

    string Statement { get; }

    /// <summary>Whether the record holds anything that the promise is about.</summary>
    bool Concerns(RunRecord run);

    PromiseReport Judge(RunRecord run);

    /// <summary>Whether the record breaks the promise: what <see cref="Judge"/> says, without counting its evidence.</summary>
    bool Breaks(RunRecord run) => Judge(run).Verdict == Verdict.Invalid;

    /// <summary>
    /// Copies of the record, each broken in one way that the checker has to find. They may leave out what does not concern the broken
    /// subject, so that a record is not judged over and over again.
    /// </summary>
    IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random);
}

/// <summary>A record that is wrong on purpose.</summary>
/// <param name="Name">What was done to it, for people.</param>
internal sealed record SyntheticViolation(string Name, RunRecord Run);

internal static class PromiseChecks
{
    /// <summary>A checker that fails has not found the promise kept: its verdict is Unknown, with the error.</summary>
    public static PromiseReport JudgeSafely(this IPromiseChecker checker, RunRecord run)
    {
        if (run.History.Damaged > 0)
        {
            return Undecided(checker, $"{run.History.Damaged} records of the history are damaged");
        }

        try
        {
            return checker.Judge(run);
        }
        catch (UndecidedException undecided)
        {
            return Undecided(checker, undecided.Message);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Undecided(checker, $"the checker failed: {failure.GetType().Name}: {failure.Message}");
        }
    }

    /// <summary>A checker that fails finds nothing.</summary>
    public static bool BreaksSafely(this IPromiseChecker checker, RunRecord run)
    {
        try
        {
            return checker.Breaks(run);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static PromiseReport Undecided(IPromiseChecker checker, string error) =>
        new() { Name = checker.Name, Statement = checker.Statement, Verdict = Verdict.Unknown, Error = error };
}
