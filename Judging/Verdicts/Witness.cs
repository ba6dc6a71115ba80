using AspireStateless.Judging.Faults;

namespace AspireStateless.Judging.Verdicts;

/// <summary>One line of what proves a violation: a request, or something that happened to the system.</summary>
/// <param name="Id">Of the request; null for what happened.</param>
/// <param name="Client">Who sent the request, or told what happened.</param>
/// <param name="Process">That answered, or that was asked; what it happened to.</param>
/// <param name="End">Null where the record was cut before it.</param>
/// <param name="Answer">Or what happened.</param>
internal sealed record Witness(long? Id, string Kind, string Client, string Process, long Start, long? End, string Answer)
{
    // A checker that cannot say which few operations it takes helps nobody by naming all.
    private const int MostRequests = 30;
    private const int MostEvents = 10;
    private const string Host = "AppHost";

    /// <returns>The earliest first, and no more than can be read.</returns>
    public static IReadOnlyList<Witness> Of(History history, Violation violation) =>
    [
        .. Requests(history, violation).Select(index => Of(history, history.Attempts[index]))
            .Concat(violation.Events.Take(MostEvents).Select(Of))
            .OrderBy(witness => witness.Start),
    ];

    /// <summary>The requests that are shown, by their places in the history: each once, whatever a checker has named.</summary>
    public static IEnumerable<int> Requests(History history, Violation violation) =>
        violation.Attempts.Where(index => index >= 0 && index < history.Attempts.Length).Distinct().Take(MostRequests);

    public static string Name(OperationKind kind) => kind switch
    {
        OperationKind.Visit => "visit",
        OperationKind.ReadVisits or OperationKind.ReadSession or OperationKind.ReadData or OperationKind.ReadCart
            or OperationKind.ReadProduct => "read",
        OperationKind.WriteSession or OperationKind.WriteProduct => "write",
        OperationKind.LogIn => "login",
        OperationKind.LogOut => "logout",
        OperationKind.ChangePassword => "password",
        OperationKind.ChangeCart => "change",
        OperationKind.BuyCart or OperationKind.PlaceOrder => "order",
        OperationKind.ListedOrder or OperationKind.ReadTick or OperationKind.ListOrders or OperationKind.ListTicks => "listed",
        OperationKind.Knock => "knock",
        OperationKind.ReadReadiness => "ready?",
        OperationKind.ReadLiveness => "alive?",
        OperationKind.Guess => "guess",
        OperationKind.SignUp => "sign-up",
        OperationKind.ChangeIf => "if-match",
        OperationKind.ReadIfSession => "read",
        OperationKind.Create => "create",
        OperationKind.ReadExistence => "there?",
        OperationKind.ListExistence => "listed?",
        OperationKind.End => "end",
        _ => ServiceKinds.VerbOf(kind)?.ToString().ToLowerInvariant() ?? "ask",
    };

    private static Witness Of(History history, Attempt attempt) => new(
        attempt.Id,
        Name(attempt.Kind),
        attempt.Client >= 0 ? $"client {attempt.Client}" : "harness",
        OneLine.Of(history.Text(attempt.Replica == 0 ? attempt.Target : attempt.Replica)),
        attempt.Start,
        attempt.End == Attempt.Open ? null : attempt.End,
        AnswerTo(attempt));

    private static Witness Of(RunEvent happened) => new(
        null,
        happened.Type.ToString().ToLowerInvariant(),
        Host,
        OneLine.Of(happened.Pid is null ? happened.Instance ?? happened.Resource ?? "" : happened.Generation),
        Math.Min(happened.AskedAt ?? happened.At, happened.At),
        happened.At,
        OneLine.Of(string.Join(": ", new[] { happened.State ?? happened.Kind, happened.Note }.OfType<string>())));

    private static string AnswerTo(in Attempt attempt) => attempt.Outcome switch
    {
        Outcome.Failed => $"refused {attempt.Status}",
        Outcome.Unknown => attempt.Status == 0 ? "no answer" : $"unknown {attempt.Status}",
        _ => attempt.Kind switch
        {
            OperationKind.ReadSession or OperationKind.WriteSession =>
                $"v{attempt.Version}: {attempt.Value} {attempt.Detail} {attempt.Extra}",
            OperationKind.ReadCart or OperationKind.ChangeCart => $"v{attempt.Version}: {Content(attempt.Detail)}",
            OperationKind.ReadProduct or OperationKind.WriteProduct => $"v{attempt.Version}: {attempt.Value}, {attempt.Detail} left",
            OperationKind.PlaceOrder or OperationKind.ListedOrder =>
                $"order {attempt.Version}: units {attempt.Value}-{attempt.Value + attempt.Argument - 1}",
            OperationKind.BuyCart => $"order {attempt.Version}",
            OperationKind.ReadTick => $"tick {attempt.Value} by {attempt.Version}: {attempt.Extra} visits",
            OperationKind.ReadReadiness or OperationKind.ReadLiveness => "yes",
            OperationKind.LogIn or OperationKind.LogOut or OperationKind.ReadData or OperationKind.ChangePassword
                or OperationKind.Create or OperationKind.End or OperationKind.Guess or OperationKind.SignUp => "ok",
            OperationKind.ChangeIf or OperationKind.ReadIfSession => $"v{attempt.Version}: {attempt.Value}",
            OperationKind.ReadExistence or OperationKind.ListExistence => attempt.Value == 0 ? "no" : "yes",
            // Of what is not answered with a value, what it wrote.
            _ when attempt.Value == 0 && ServiceKinds.VerbOf(attempt.Kind) is ServiceVerb.Write or ServiceVerb.Remove =>
                attempt.Argument == 0 ? "ok" : $"ok, {attempt.Argument}",
            _ => attempt.Value.ToString(),
        },
    };

    private static string Content(long hash) => hash == 0 ? "empty" : $"content {(uint)hash:x8}";
}
