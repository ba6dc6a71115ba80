using System.Collections.Concurrent;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Sends operations that have a key, or only read, as a careful client does: one of unknown outcome again, under its key, to another
/// replica. What stays unknown is remembered, to be asked for after healing.
/// </summary>
internal sealed class KeyedSender(RecordingClient client, ReplicaSet replicas, IRoute route)
{
    private const int MostAttempts = 6;
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentQueue<ApiRequest> _unknown = new();

    /// <summary>Requests whose outcome the clients do not know, each once.</summary>
    public IReadOnlyCollection<ApiRequest> Unknown => _unknown;

    /// <summary>The replica for a planned operation; null when none serves.</summary>
    public Replica? Route(in PlannedOperation operation) =>
        operation.Aim < 0 ? Next(operation) : replicas.ServingAt(operation.Aim) ?? Next(operation);

    /// <summary>Sends a request without a key once: nobody could tell a second one from the first.</summary>
    public async ValueTask<(Completion Completion, ApiAnswer Answer)> SendOnceAsync(PlannedOperation operation, ApiRequest request)
    {
        if (Route(operation) is not { } to)
        {
            return NotSent(request.Due);
        }

        var answer = await client.SendAsync(
            request with { To = to, Client = operation.Client, Number = 1, Abandon = operation.Delivery.HasFlag(Delivery.Abandon) });
        return (answer.Completion, answer);
    }

    /// <summary>Sends a request under its key until its outcome is known, or too often.</summary>
    public async ValueTask<(Completion Completion, ApiAnswer Answer)> SendAsync(PlannedOperation operation, ApiRequest request)
    {
        if (Route(operation) is not { } to)
        {
            return NotSent(request.Due);
        }

        request = request with { To = to, Client = operation.Client, Number = 1 };
        var abandon = operation.Delivery.HasFlag(Delivery.Abandon);
        var answer = await client.SendAsync(request with { Abandon = abandon });
        var sent = answer.Sent;
        var outcome = answer.Outcome;

        // The first retry of an abandoned operation goes out at once, to meet the request that is still under way.
        var backoff = abandon ? TimeSpan.Zero : FirstBackoff;
        while (outcome == Outcome.Unknown && request.Number < MostAttempts && !operation.Delivery.HasFlag(Delivery.NoRetry))
        {
            await Task.Delay(backoff);
            backoff = backoff == TimeSpan.Zero ? FirstBackoff : 2 * backoff;
            request = request with { To = Next(operation) ?? request.To, Number = request.Number + 1 };
            answer = await client.SendAsync(request);

            // A later attempt that certainly failed says nothing of an earlier one whose outcome is unknown.
            outcome = answer.Outcome == Outcome.Ok ? Outcome.Ok : Outcome.Unknown;
        }

        if (outcome == Outcome.Unknown)
        {
            _unknown.Enqueue(request);
        }

        if (outcome == Outcome.Ok && operation.Delivery.HasFlag(Delivery.Duplicate) && route.ForDuplicate(request.To) is { } other)
        {
            await client.SendAsync(request with { To = other, Number = request.Number + 1 });
        }

        return (new Completion(outcome, sent, answer.Done, answer.Replica), answer with { Outcome = outcome });
    }

    /// <summary>The question whether an operation was applied. Asks, never redoes.</summary>
    public static ApiRequest Ask(in ApiRequest of)
    {
        var path = $"/operations/{RecordingClient.KeyText(of.Key)}?path={of.Path}";
        return new(OperationKind.Ask, HttpMethod.Get, path, of.Subject, AnswerBody.Applied) { Key = of.Key, Session = of.Session };
    }

    // Nothing was sent: the user sees a failure, the record has nothing to explain.
    private static (Completion Completion, ApiAnswer Answer) NotSent(long due) =>
        (new Completion(Outcome.Failed, due, MonotonicClock.Now), default(ApiAnswer) with { Outcome = Outcome.Failed });

    private Replica? Next(in PlannedOperation operation) => route.Next(operation.Client, operation.Subject);
}
