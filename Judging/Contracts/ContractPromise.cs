using AspireStateless.Judging.Models;
using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Contracts;

/// <summary>Judges answers by what the service's contract gives the request, where one request or a few decide.</summary>
/// <remarks>A service that cannot answer (503, 429, nothing) says nothing about it: others judge when it may.</remarks>
internal sealed class ContractPromise : PromiseChecker
{
    /// <summary>The status of a change whose version was not the session's.</summary>
    public const ushort Stale = 412;

    private static readonly OperationKind[] Statuses = [OperationKind.Refused, OperationKind.ReuseKey];
    private static readonly OperationKind[] Values = [OperationKind.Own, OperationKind.ListPage, OperationKind.Browse];
    private static readonly OperationKind[] Conditions = [OperationKind.ChangeIf, OperationKind.ReadIfSession];

    public override string Name => "Contract";

    public override string Statement =>
        "a request is answered as the contract gives: stale changes and other contents of a key are refused and not done, lists go on from"
        + " their cursor, the page's cookie is good everywhere, and what is not allowed is told by its status";

    public override bool Concerns(RunRecord run) =>
        run.History.Attempts.Any(attempt =>
            attempt.Client >= 0 && Array.Exists([Statuses, Values, Conditions], kinds => IsOf(attempt, kinds)));

    public override PromiseReport Judge(RunRecord run) => Report(
        [.. Answers(run.History), .. Changes(run.History)],
        Count(run, Evidence.Preconditions, Answered(run, OperationKind.ChangeIf).Count),
        Count(run, Evidence.StaleRefused, run.History.Find(IsStale).Count),
        Count(run, Evidence.KeysReused, Answered(run, OperationKind.ReuseKey).Count),
        Count(run, Evidence.Refusals, Answered(run, OperationKind.Refused).Count),
        Count(run, Evidence.PagesListed, Answered(run, OperationKind.ListPage).Count),
        Count(run, Evidence.CookieUses, Answered(run, OperationKind.Browse).Count));

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var history = run.History;
        foreach (var kind in Statuses)
        {
            foreach (var broken in Spoiled(
                $"{kind}: done, not refused", Answered(run, kind), attempt => attempt with { Outcome = Outcome.Ok, Status = 200 }))
            {
                yield return broken;
            }
        }

        foreach (var kind in Values)
        {
            var shown = Answered(run, kind).Where(index => history.Attempts[index].Outcome == Outcome.Ok).ToList();
            foreach (var broken in Spoiled(
                $"{kind}: another content", shown, attempt => attempt with { Value = attempt.Value + 1 }))
            {
                yield return broken;
            }
        }

        var done = history.Find(attempt => attempt is { Kind: OperationKind.ChangeIf, Outcome: Outcome.Ok })
            .Select(index => (history.Attempts[index].Subject, history.Attempts[index].Version)).ToHashSet();
        var stale = history.Find(attempt => IsStale(attempt) && done.Contains((attempt.Subject, Next(attempt))));
        foreach (var broken in Spoiled("a stale change that was done", stale, attempt => attempt with
        {
            Outcome = Outcome.Ok,
            Status = 200,
            Version = Next(attempt),
            Value = ConditionalChange.Write(attempt.Argument),
        }).Concat(Spoiled(
            "a session with what nobody wrote",
            history.Find(attempt => attempt is { Kind: OperationKind.ReadIfSession, Outcome: Outcome.Ok }),
            attempt => attempt with { Value = -1 })))
        {
            yield return broken;
        }

        static long Next(in Attempt attempt) => ConditionalChange.Version(attempt.Argument) + 1;

        IEnumerable<SyntheticViolation> Spoiled(string name, IReadOnlyList<int> some, Func<Attempt, Attempt> change) =>
            Spoil(name, run, random, some, change, (one, other) => other.Subject == one.Subject);
    }

    /// <summary>Answers that are wrong by themselves.</summary>
    private static IEnumerable<Violation> Answers(History history)
    {
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            if (Wrong(history.Attempts[i], history) is { } rule)
            {
                yield return new Violation($"{history.Text(history.Attempts[i].Subject)}: {rule}", [i]);
            }
        }
    }

    private static string? Wrong(in Attempt attempt, History history)
    {
        if (!IsAnswer(attempt))
        {
            return null;
        }

        if (IsOf(attempt, Statuses))
        {
            return attempt.Status == attempt.Argument ? null : $"answered with status {attempt.Status}, and not {attempt.Argument}";
        }

        if (!IsOf(attempt, Values) && !IsOf(attempt, Conditions))
        {
            return null;
        }

        return attempt.Foreign != 0 ? $"answered with '{history.Text(attempt.Foreign)}'"
            : attempt.Outcome != Outcome.Ok && !IsStale(attempt) ? $"answered with status {attempt.Status}"
            : IsOf(attempt, Values) && attempt.Value != attempt.Argument ? $"shows {attempt.Value}, and has to show {attempt.Argument}"
            : null;
    }

    /// <summary>Sessions whose changes and reads no order explains.</summary>
    private static IEnumerable<Violation> Changes(History history) => ByKey.Check(
        history.Find(attempt => IsOf(attempt, Conditions))
            .Select(index => (history.Attempts[index].Subject, Operation: ConditionalOperation.Of(history.Attempts[index], index)))
            .Where(step => step.Operation is not null)
            .Select(step => (step.Subject, step.Operation!.Value)),
        history.TextCount,
        new Linearizability<ConditionalOperation, SessionState>(new ConditionalSession()).Check)
        .Select(broken => new Violation(
            $"{history.Text(broken.Key)}: no order of the changes on a condition explains what each was answered", broken.Sources));

    private static List<int> Answered(RunRecord run, OperationKind kind) =>
        run.History.Find(attempt => attempt.Kind == kind && IsAnswer(attempt));

    private static bool IsAnswer(in Attempt attempt) => attempt is { Client: >= 0, Status: not (0 or 429 or 503 or Attempt.HungUp) };

    private static bool IsStale(Attempt attempt) => attempt is { Kind: OperationKind.ChangeIf, Status: Stale };

    private static bool IsOf(in Attempt attempt, OperationKind[] kinds) => Array.IndexOf(kinds, attempt.Kind) >= 0;
}
