using AspireStateless.Judging.Promises;
using AspireStateless.Judging.Verdicts;

namespace AspireStateless.Judging.Throttles;

/// <summary>Judges the limits on what one client may try in a minute, which all replicas share.</summary>
/// <remarks>A failure that Redis cannot be told of does not count: what a fault went on beside, or what took long, is let off.</remarks>
internal sealed class ThrottlesPromise : PromiseChecker
{
    public override string Name => "Throttles";

    public override string Statement =>
        "of one client's wrong passwords, and of its sign-ups, all replicas together look at no more in a minute than the limit says, and"
        + " nobody is told that too many failed who did not fail as often";

    public override bool Concerns(RunRecord run) => ClientTries.Of(run).Any();

    public override PromiseReport Judge(RunRecord run)
    {
        var clients = ClientTries.Of(run).ToList();
        var excuses = Excuses(run);
        var refused = clients.Sum(client => client.Tries.Count(index => ClientTries.IsRefused(run.History.Attempts[index])));
        return Report(
            [.. clients.SelectMany(client => Wrong(run.History, client, excuses))],
            Count(run, Evidence.ClientsThrottled, clients.Count(
                client => client.Tries.Any(index => ClientTries.IsRefused(run.History.Attempts[index])))),
            Count(run, Evidence.TriesThrottled, refused),
            Count(run, Evidence.InnocentLogins, clients.Where(client => client.IsInnocent)
                .Sum(client => client.Tries.Count(index => run.History.Attempts[index].Outcome == Outcome.Ok))));
    }

    public override IEnumerable<SyntheticViolation> Break(RunRecord run, RandomStream random)
    {
        var excuses = Excuses(run);
        var clients = ClientTries.Of(run).ToList();
        var full = clients.Where(client => client.Limit > 0 && client.Counted(excuses).Count() == client.Limit)
            .SelectMany(client => client.Tries.Where(index => client.IsInWindow(index)
                && ClientTries.IsRefused(run.History.Attempts[index]) && !excuses(Looked(run.History.Attempts[index]))))
            .ToList();
        var innocent = clients.Where(client => client.IsInnocent).SelectMany(client => client.Tries)
            .Where(index => run.History.Attempts[index].Outcome == Outcome.Ok).ToList();
        return
        [
            .. Spoiled("a try more than the limit", [.. full.Where(index => run.History.Attempts[index].Argument == 0)], Looked),
            .. Spoiled("a client that was told of failures it had not", innocent, attempt => attempt with
            {
                Outcome = Outcome.Failed,
                Status = ClientTries.TooMany,
                Value = 1,
            }),
            .. Spoiled("a right password that was refused", innocent, Looked),
        ];

        IEnumerable<SyntheticViolation> Spoiled(string name, IReadOnlyList<int> some, Func<Attempt, Attempt> change) =>
            Spoil(name, run, random, some, change, (one, other) => (other.Kind, other.Subject) == (one.Kind, one.Subject));

        // As a replica that knows nothing of the others would have answered.
        static Attempt Looked(Attempt attempt) => attempt.Kind == OperationKind.Guess
            ? attempt with { Outcome = Outcome.Failed, Status = 401, Value = 0 }
            : attempt with { Outcome = Outcome.Ok, Status = 201, Value = 0 };
    }

    private static IEnumerable<Violation> Wrong(History history, ClientTries client, Func<Attempt, bool> excuses)
    {
        var name = history.Text(history.Attempts[client.Tries[0]].Subject);
        List<int> counted = [.. client.Counted(excuses)];
        if (client.Limit > 0 && counted.Count > client.Limit)
        {
            yield return new Violation(
                $"{name}: {counted.Count} tries were looked at, and the limit of a minute is {client.Limit}", [.. counted.TakeLast(4)]);
        }

        foreach (var index in client.Tries)
        {
            var attempt = history.Attempts[index];
            var before = counted.Count(other => history.Attempts[other].End < attempt.Start);
            var isGuess = attempt.Kind == OperationKind.Guess;
            if (isGuess && (attempt.Argument == 1 ? attempt.Status == 401 : attempt.Outcome == Outcome.Ok))
            {
                yield return new Violation(
                    $"{name}: a {(attempt.Argument == 1 ? "right" : "wrong")} password was answered with status {attempt.Status}", [index]);
            }
            else if (isGuess && client.Limit > 0 && attempt.Outcome == Outcome.Ok && before >= client.Limit && client.IsInWindow(index))
            {
                yield return new Violation($"{name}: let in after {before} failures in a minute", [.. counted.TakeLast(3), index]);
            }
            else if (ClientTries.IsRefused(attempt) && client.MayBeCounted(index) < client.Limit)
            {
                yield return new Violation(
                    $"{name}: told that too many were tried, and {client.MayBeCounted(index)} were; the limit is {client.Limit}", [index]);
            }
        }
    }

    private static Func<Attempt, bool> Excuses(RunRecord run) =>
        attempt => run.Stalls.Excuses(attempt) || run.Windows.Any(attempt.Start, attempt.End, _ => true);
}
