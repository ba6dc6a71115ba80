using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Visits;

/// <summary>Judges the promise on visits.</summary>
internal sealed class VisitsPromise : OperationPromise
{
    public override string Name => "Visits";

    public override string Statement =>
        "each page's count is a linearizable fetch-and-increment; a visit counts once however often it is sent";

    protected override OperationKind[] Writes => [OperationKind.Visit];

    protected override OperationKind[] Reads => [OperationKind.ReadVisits];

    protected override OperationKind[] Keyed => [OperationKind.Visit];

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random) => run.History.Attempts
        .Where(attempt => attempt.Kind is OperationKind.Visit or OperationKind.ReadVisits)
        .GroupBy(attempt => attempt.Subject)
        .SelectMany(page => new SyntheticVisits([.. page], random).Draw()
            .Select(drawn => new SyntheticViolation($"{drawn.Name} ({run.History.Text(page.Key)})", run.With(drawn.Attempts))));

    protected override IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved)
    {
        var violations = VisitsChecker.Check(run.History, resolved);
        return resolved is null ? violations : [.. violations, .. FinalCount.Check(run, resolved)];
    }
}
