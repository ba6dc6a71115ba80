using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Checkers;

/// <summary>Judges the promise on visits, first on what the clients saw alone, then with the unknown outcomes resolved.</summary>
internal sealed class VisitsPromise : IPromiseChecker
{
    public string Name => "Visits";

    public string Statement => "each page's count is a linearizable fetch-and-increment; a visit counts once however often it is sent";

    public bool Concerns(RunRecord run) =>
        run.History.Attempts.Any(attempt => attempt.Kind is OperationKind.Visit or OperationKind.ReadVisits && attempt.Client >= 0);

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

        var merged = OperationMerge.Of(history.Attempts, OperationKind.Visit, OperationKind.ReadVisits).Operations;
        var accounting = Accounting.Of(merged, OperationKind.Visit, resolution);
        return new PromiseReport
        {
            Name = Name,
            Statement = Statement,
            Verdict = violations.Count > 0 ? Verdict.Invalid : Verdict.Valid,
            Violations = violations,
            Evidence = new OperationEvidence(run, Name, [OperationKind.Visit], [OperationKind.ReadVisits]).Count(accounting.Evidence),
            Accounting = accounting,
            Note = note,
        };
    }

    public IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random) => run.History.Attempts
        .Where(attempt => attempt.Kind is OperationKind.Visit or OperationKind.ReadVisits)
        .GroupBy(attempt => attempt.Subject)
        .SelectMany(page => new SyntheticVisits([.. page], random).Draw()
            .Select(drawn => new SyntheticViolation($"{drawn.Name} ({run.History.Text(page.Key)})", run.With(drawn.Attempts))));
}
