namespace AspireStateless.LoadTests.Checkers;

/// <summary>Judges one promise from what a run recorded. A pure function: it reads nothing else and changes nothing.</summary>
internal interface IPromiseChecker
{
    string Name { get; }

    string Statement { get; }

    PromiseReport Judge(RunRecord run);
}

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
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Undecided(checker, $"the checker failed: {failure.GetType().Name}: {failure.Message}");
        }
    }

    private static PromiseReport Undecided(IPromiseChecker checker, string error) =>
        new() { Name = checker.Name, Statement = checker.Statement, Verdict = Verdict.Unknown, Error = error };
}
