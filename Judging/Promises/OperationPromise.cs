using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Promises;

/// <summary>A promise on some kinds of operation, judged by what the clients saw first, then with the unknown outcomes resolved.</summary>
internal abstract class OperationPromise : PromiseChecker
{
    /// <summary>Kinds that change state.</summary>
    protected abstract OperationKind[] Writes { get; }

    /// <summary>Kinds that show it.</summary>
    protected abstract OperationKind[] Reads { get; }

    /// <summary>The kinds of <see cref="Writes"/> that are sent under keys: their outcomes have to be known in the end.</summary>
    protected virtual OperationKind[] Keyed => [];

    public override bool Concerns(RunRecord run) =>
        run.History.Attempts.Any(
        attempt => attempt.Client >= 0 && (Array.IndexOf(Writes, attempt.Kind) >= 0 || Array.IndexOf(Reads, attempt.Kind) >= 0));

    public override PromiseReport Judge(RunRecord run)
    {
        // The clients' record is judged by itself first: the service's own word must not be able to hide a loss.
        var violations = Check(run, resolved: null);
        var resolution = Resolved(run);
        string? note = null;
        if (violations.Count == 0)
        {
            violations = Check(run, resolution);
            note = violations.Count > 0 ? "Kept by the clients' record alone; broken once unknown outcomes are resolved." : null;
        }

        var accounting = Keyed.Length == 0 ? null : Accounting.Of(run.History.Attempts, Keyed, resolution);
        var count = new OperationEvidence(run, Name, Writes, Reads);
        var evidence = count.Count(
            [.. accounting is null || !run.ReplacesWriters ? [] : new[] { accounting.Evidence }, .. Evidence(run, count)]);
        return Report(violations, evidence) with { Accounting = accounting, Note = note ?? Note(run) };
    }

    public override bool Breaks(RunRecord run) =>
        Check(run, resolved: null).Count > 0 || Check(run, Resolved(run)).Count > 0;

    /// <param name="resolved">Answers to "was it applied"; null judges on what the clients saw alone.</param>
    protected abstract IReadOnlyList<Violation> Check(RunRecord run, Resolution? resolved);

    /// <summary>Counts of observations that only this promise has.</summary>
    protected virtual IEnumerable<EvidenceCount> Evidence(RunRecord run, OperationEvidence count) => [];

    protected virtual string? Note(RunRecord run) => null;

    /// <summary>Answers that held what is not their client's: proof by themselves, whatever the order of events.</summary>
    protected IEnumerable<Violation> Foreign(History history) => history
        .Find(attempt => attempt.Foreign != 0 && (Array.IndexOf(Writes, attempt.Kind) >= 0 || Array.IndexOf(Reads, attempt.Kind) >= 0))
        .Select(index => new Violation(
            $"{history.Text(history.Attempts[index].Subject)} was answered with what belongs elsewhere:"
                + $" '{history.Text(history.Attempts[index].Foreign)}'",
            [index]));

    /// <summary>A broken rule on one subject, as a violation.</summary>
    protected static Violation Describe(string subject, RuleBreak broken) => new($"{subject}: {Lowered(broken.Rule)}", broken.Sources);

    /// <summary>
    /// The first of some attempts that began after one of others on the same subject had ended, a place in the list; -1 for none.
    /// </summary>
    protected static int FindAfter(RunRecord run, List<int> indexes, IEnumerable<int> earlier)
    {
        var ended = new Dictionary<int, long>();
        foreach (var index in earlier)
        {
            var attempt = run.History.Attempts[index];
            ended[attempt.Subject] = Math.Min(attempt.End, ended.GetValueOrDefault(attempt.Subject, Attempt.Open));
        }

        return indexes.FindIndex(index =>
            ended.GetValueOrDefault(run.History.Attempts[index].Subject, Attempt.Open) < run.History.Attempts[index].Start);
    }

    /// <summary>The answered attempts of the operations that were.</summary>
    protected static List<int> Answered(OperationMerge merge)
    {
        var found = new List<int>();
        foreach (ref readonly var operation in merge.Operations)
        {
            if (operation.Outcome == Outcome.Ok)
            {
                found.Add(operation.Attempt);
            }
        }

        return found;
    }

    /// <summary>A copy in which one attempt is another, of all that concerns its subject.</summary>
    protected static RunRecord Change(RunRecord run, int index, Func<Attempt, Attempt> change)
    {
        var subject = run.History.Attempts[index].Subject;
        return Change(run, index, change, attempt => attempt.Subject == subject);
    }

    /// <summary>A copy of some attempts.</summary>
    protected static RunRecord Only(RunRecord run, Func<Attempt, bool> concerns) => run.With([.. run.History.Attempts.Where(concerns)]);

    private static Resolution Resolved(RunRecord run) =>
        Resolution.Of(run.History.Attempts, run.Faults.Quiesced, run.Faults.Options.KeyRetention);

    private static string Lowered(string rule) => char.ToLowerInvariant(rule[0]) + rule[1..];
}
