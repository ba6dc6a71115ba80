using System.Text;

namespace AspireStateless.Judging.Verdicts;

/// <summary>
/// Draws a few attempts as bars over time, the earliest first:
/// <code>
///   visit #812  client 3  api-a/1/2   |===|         => 7      12.004 .. 12.006 s
///   visit #845  client 9  api-b/3/4         |====|  => 7      12.009 .. 12.012 s
/// </code>
/// </summary>
internal static class Timeline
{
    private const int Width = 24;

    public static string Draw(History history, IEnumerable<int> indexes)
    {
        var attempts = indexes.Select(index => history.Attempts[index]).OrderBy(attempt => attempt.Start).ToList();
        if (attempts.Count == 0)
        {
            // Some rules are broken by a process, and by no request.
            return "";
        }

        var from = attempts[0].Start;
        var to = attempts.Max(attempt => attempt.End == Attempt.Open ? attempt.Start : attempt.End);
        var text = new StringBuilder();
        foreach (var attempt in attempts)
        {
            var replica = history.Text(attempt.Replica == 0 ? attempt.Target : attempt.Replica);
            text.Append($"  {Name(attempt.Kind),-8} #{attempt.Id,-7} {Client(attempt.Client),-10} {replica,-32} ")
                .Append($"{Bar(attempt, from, to)} => {Answer(attempt),-8} {Seconds(attempt.Start - history.StartedAt)} .. ")
                .AppendLine(attempt.End == Attempt.Open ? "open" : $"{Seconds(attempt.End - history.StartedAt)} s");
        }

        return text.ToString();
    }

    private static string Bar(in Attempt attempt, long from, long to)
    {
        var start = Column(attempt.Start, from, to);
        var end = attempt.End == Attempt.Open ? Width : Math.Max(start + 1, Column(attempt.End, from, to));
        var right = attempt.End == Attempt.Open ? ">" : "|";
        return $"{new string(' ', start)}|{new string('=', Math.Max(0, end - start - 1))}{right}".PadRight(Width + 2);
    }

    private static int Column(long at, long from, long to) => to == from ? 0 : (int)((Int128)(at - from) * Width / (to - from));

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
        OperationKind.Create => "create",
        OperationKind.ReadExistence => "there?",
        OperationKind.ListExistence => "listed?",
        OperationKind.End => "end",
        _ => "ask",
    };

    public static string Client(int client) => client >= 0 ? $"client {client}" : "harness";

    /// <summary>What an attempt was answered, in a few words.</summary>
    public static string Answer(in Attempt attempt) => attempt.Outcome switch
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
                or OperationKind.Create or OperationKind.End => "ok",
            OperationKind.ReadExistence or OperationKind.ListExistence => attempt.Value == 0 ? "no" : "yes",
            _ => attempt.Value.ToString(),
        },
    };

    private static string Content(long hash) => hash == 0 ? "empty" : $"content {(uint)hash:x8}";

    private static string Seconds(long nanoseconds) => $"{nanoseconds / 1e9:F4}";
}
