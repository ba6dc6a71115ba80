using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Judges the promise on visits, first on what the clients saw alone, then with the unknown outcomes resolved.</summary>
internal sealed class VisitsPromise : IPromiseChecker
{
    public string Name => "Visits";

    public string Statement => "each page's count is a linearizable fetch-and-increment; a visit counts once however often it is sent";

    public PromiseReport Judge(RunRecord run)
    {
        var history = run.History;
        var resolution = Resolution.Of(history.Attempts, run.Faults.Quiesced);

        // The clients' record is judged by itself first: the service's own word must not be able to hide a loss.
        var violations = VisitsChecker.Check(history);
        string? note = null;
        if (violations.Count == 0)
        {
            violations = [.. VisitsChecker.Check(history, resolution), .. FinalCount.Check(run, resolution)];
            note = violations.Count > 0 ? "Kept by the clients' record alone; broken once unknown outcomes are resolved." : null;
        }

        return new PromiseReport
        {
            Name = Name,
            Statement = Statement,
            Verdict = violations.Count > 0 ? Verdict.Invalid : Verdict.Valid,
            Violations = violations,
            Evidence = VisitsEvidence.Count(run, resolution),
            Note = note,
        };
    }
}
