using System.Collections.Concurrent;
using System.Text.Json;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Histories;
using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Carries out visits and reads of pages through the recording client.</summary>
internal sealed class VisitsWorkload(RecordingClient client, ReplicaSet replicas, AntiAffinityRoute route, string run)
{
    /// <summary>The client number of what the harness itself asks; clients of the plan count from 0.</summary>
    public const int Harness = -1;
    private const int MostAttempts = 6;
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentQueue<(string Page, long Key)> _unknown = new();

    /// <summary>Visits whose outcome the clients do not know.</summary>
    public IReadOnlyCollection<(string Page, long Key)> Unknown => _unknown;

    /// <summary>A page's name in this run: the run id keeps runs on the same stores apart.</summary>
    public string Page(string bareName) => $"{run}-{bareName}";

    /// <param name="key">The idempotency key of the operation, unique in the run.</param>
    /// <param name="due">Its due tick.</param>
    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, string page, long key, long due)
    {
        if (Route(operation) is not { } first)
        {
            // Nothing was sent: the user sees a failure, the record has nothing to explain.
            return new Completion(Outcome.Failed, due, MonotonicClock.Now);
        }

        if (operation.Kind == OperationKind.ReadVisits)
        {
            var read = await ReadAsync(page, first, operation.Client, due);
            return new Completion(read.Outcome, read.Sent, read.Done);
        }

        return await VisitAsync(operation, page, key, due, first);
    }

    public ValueTask<ApiAnswer> ReadAsync(string page, Replica from, int reader, long due = 0) => client.SendAsync(new ApiRequest
    {
        Kind = OperationKind.ReadVisits,
        Method = HttpMethod.Get,
        Path = $"/visits/{page}",
        Subject = page,
        To = from,
        Client = reader,
        Number = 1,
        Due = due,
        ReadValue = Count,
    });

    /// <summary>Asks whether the visit with a key was applied. Asks, never redoes.</summary>
    public ValueTask<ApiAnswer> AskAsync(string page, long key, Replica from) => client.SendAsync(new ApiRequest
    {
        Kind = OperationKind.AskVisit,
        Method = HttpMethod.Get,
        Path = $"/operations/{RecordingClient.KeyText(key)}?path=/visits/{page}",
        Subject = page,
        To = from,
        Client = Harness,
        Number = 1,
        Key = key,
        ReadValue = Applied,
    });

    public ValueTask<ApiAnswer> VisitAsync(string page, long key, Replica to, int visitor, int number, long due = 0, bool abandon = false) =>
        client.SendAsync(new ApiRequest
        {
            Kind = OperationKind.Visit,
            Method = HttpMethod.Post,
            Path = $"/visits/{page}",
            Subject = page,
            To = to,
            Client = visitor,
            Number = number,
            Key = key,
            Due = due,
            Abandon = abandon,
            ReadValue = Count,
        });

    private async ValueTask<Completion> VisitAsync(PlannedOperation operation, string page, long key, long due, Replica to)
    {
        bool abandon = operation.Twist.HasFlag(Twist.Abandon);
        var answer = await VisitAsync(page, key, to, operation.Client, number: 1, due, abandon);
        long sent = answer.Sent;
        var outcome = answer.Outcome;
        int number = 1;

        // The first retry of an abandoned visit goes out at once, to meet the request that is still under way.
        var backoff = abandon ? TimeSpan.Zero : FirstBackoff;
        while (outcome == Outcome.Unknown && number < MostAttempts && !operation.Twist.HasFlag(Twist.NoRetry))
        {
            await Task.Delay(backoff);
            backoff = backoff == TimeSpan.Zero ? FirstBackoff : 2 * backoff;
            number++;
            to = route.Next(operation.Client) ?? to;
            answer = await VisitAsync(page, key, to, operation.Client, number, due);

            // A later attempt that certainly failed says nothing of an earlier one whose outcome is unknown.
            outcome = answer.Outcome == Outcome.Ok ? Outcome.Ok : Outcome.Unknown;
        }

        if (outcome == Outcome.Unknown)
        {
            _unknown.Enqueue((page, key));
        }

        if (outcome == Outcome.Ok && operation.Twist.HasFlag(Twist.Duplicate) && Other(to) is { } other)
        {
            await VisitAsync(page, key, other, operation.Client, ++number, due);
        }

        return new Completion(outcome, sent, answer.Done);
    }

    private Replica? Route(PlannedOperation operation) =>
        operation.Aim < 0 ? route.Next(operation.Client) : replicas.ServingAt(operation.Aim) ?? route.Next(operation.Client);

    private Replica? Other(Replica than) => Array.Find(replicas.Serving, replica => replica.Index != than.Index);

    private static long? Count(ReadOnlyMemory<byte> body) => Parse(body, "count", element => element.TryGetInt64(out long count) ? count : null);

    private static long? Applied(ReadOnlyMemory<byte> body) => Parse(body, "applied", element => element.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => null,
    });

    private static long? Parse(ReadOnlyMemory<byte> body, string name, Func<JsonElement, long?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var element)
                ? read(element)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
