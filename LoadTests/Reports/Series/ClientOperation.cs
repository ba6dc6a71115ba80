namespace AspireStateless.LoadTests.Reports.Series;

/// <summary>
/// A planned operation as its client met it: its first request and what that came to, with all retries. What follows in an operation of
/// several requests is not part of it. Ticks are nanoseconds of <see cref="Control.MonotonicClock"/>.
/// </summary>
/// <param name="First">Its first attempt: an index into the attempts.</param>
/// <param name="Attempts">How often it was sent until its outcome was known, or no more was tried.</param>
/// <param name="Done">When its outcome was known, or it was given up; <see cref="Attempt.Open"/> where the record was cut before
/// that.</param>
internal readonly record struct ClientOperation(
    int First, OperationKind Kind, Outcome Outcome, ushort Status, int Attempts, long Due, long Sent, long Done)
{
    private const int TooMany = 429;

    public OperationFate Fate => FateOf(Outcome, Status);

    /// <summary>
    /// What an outcome is to a reader: an answer that the contract gives, such as "sold out", is no failure of the service.
    /// </summary>
    public static OperationFate FateOf(Outcome outcome, int status) => outcome switch
    {
        Outcome.Ok => OperationFate.Ok,
        Outcome.Unknown => OperationFate.Unknown,
        _ => status is >= 400 and < 500 and not TooMany ? OperationFate.Refused : OperationFate.Failed,
    };

    /// <returns>Those of the plan that were sent, in the order of their first requests.</returns>
    public static IReadOnlyList<ClientOperation> Of(History history)
    {
        var operations = new List<ClientOperation>(history.Attempts.Length);
        var places = new Dictionary<(int Client, long Due, OperationKind Kind, long Key), int>(history.Attempts.Length);
        for (var i = 0; i < history.Attempts.Length; i++)
        {
            ref readonly var attempt = ref history.Attempts[i];
            if (attempt is not { Client: >= 0, Due: > 0 })
            {
                continue;
            }

            // Of operations that come at once, several may be of one client. Only a login is sent anew as part of one operation.
            var name = (attempt.Client, attempt.Due, attempt.Kind, attempt.Key);
            var known = places.TryGetValue(name, out var place);
            if (!known || (attempt.Number == 1 && attempt.Kind != OperationKind.LogIn))
            {
                places[name] = operations.Count;
                operations.Add(new ClientOperation(
                    i, attempt.Kind, attempt.Outcome, attempt.Status, 1, attempt.Due, attempt.Start, attempt.End));
                continue;
            }

            operations[place] = operations[place].With(history, in attempt);
        }

        return operations;
    }

    private ClientOperation With(History history, in Attempt next)
    {
        ref readonly var first = ref history.Attempts[First];

        // A duplicate of what was acknowledged changes nothing for its client.
        var retries = Outcome == Outcome.Unknown && next.Number > 1
            && (next.Kind, next.Key, next.Subject) == (first.Kind, first.Key, first.Subject);
        return !retries ? this
            : next.Outcome == Outcome.Ok
                ? this with { Outcome = Outcome.Ok, Status = next.Status, Attempts = Attempts + 1, Done = next.End }
            : this with { Status = next.Status, Attempts = Attempts + 1, Done = next.End };
    }
}

/// <summary>What became of an operation, as its client sees it.</summary>
internal enum OperationFate
{
    /// <summary>It may have taken effect, or not.</summary>
    Unknown,
    Ok,

    /// <summary>Answered, and certainly not done, because the contract says so: sold out, not logged in.</summary>
    Refused,

    /// <summary>Certainly not done, because the service could not.</summary>
    Failed,
}
