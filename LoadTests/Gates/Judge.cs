using AspireStateless.LoadTests.Checkers;
using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Gates;

/// <summary>Judges a run from its record alone, so that a stored run can be judged again.</summary>
internal static class Judge
{
    private static readonly IPromiseChecker[] Checkers = [new VisitsPromise(), new DurabilityPromise()];

    public static Judgement Of(RunRecord run)
    {
        var promises = Checkers.Select(checker => checker.JudgeSafely(run)).ToList();
        var selfTest = SelfTest.Run(run.History);
        var merged = OperationMerge.Of(run.History.Attempts, OperationKind.Visit, OperationKind.ReadVisits);
        return new Judgement
        {
            Promises = promises,
            Accounting = Accounting.Of(merged.Operations, Resolution.Of(run.History.Attempts, run.Faults.Quiesced)),
            SelfTest = selfTest,
            Invalid = [.. Objections(run, selfTest)],
        };
    }

    private static IEnumerable<string> Objections(RunRecord run, SelfTest selfTest)
    {
        if (run.History.Damaged > 0)
        {
            yield return $"{run.History.Damaged} records of history.bin are damaged";
        }

        if (run.Faults.Aborted is { } aborted)
        {
            yield return aborted;
        }

        foreach (string missed in selfTest.Missed)
        {
            yield return $"the checker missed a violation injected into a copy of the history: {missed}";
        }

        foreach (var failed in run.Faults.Failed)
        {
            yield return $"{failed.Kind} of {failed.Instance ?? failed.Resource}: {failed.Note}";
        }

        foreach (var fault in run.Faults.Faults.Where(fault => !fault.IsConfirmed))
        {
            yield return $"{fault.Kind} of {fault.Fault.Instance}: no evidence that it took effect and was cured";
        }
    }
}
