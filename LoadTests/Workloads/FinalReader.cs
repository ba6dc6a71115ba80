using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.SystemUnderTest;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>
/// Asks a healed system questions, each until it is answered. Nothing is redone. On a busy machine what has just been started needs a while
/// for that: so long it is asked again with pauses.
/// </summary>
internal sealed class FinalReader(RecordingClient client, ReplicaSet replicas)
{
    private const int MostTries = 5;
    private const int AtATime = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly long _patientUntil = MonotonicClock.Now + MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(30));

    /// <summary>Sends each request once to every serving replica.</summary>
    public Task ReadFromEveryReplicaAsync(IEnumerable<ApiRequest> requests, CancellationToken cancellationToken)
    {
        var serving = Serving;
        return ParallelAsync(
            requests.SelectMany(request => serving.Select(replica => request with { To = replica })),
            async request => await UntilOkAsync(request, [request.To], 0),
            cancellationToken);
    }

    /// <summary>Sends requests to every serving replica, made anew for each.</summary>
    public Task ReadFromEveryReplicaAsync(Func<IEnumerable<ApiRequest>> requests, CancellationToken cancellationToken) => ParallelAsync(
        Serving.SelectMany(replica => requests().Select(request => request with { To = replica })),
        async request => await UntilOkAsync(request, [request.To], 0),
        cancellationToken);

    /// <summary>Sends each request to some replica, another one after a failure.</summary>
    public Task AskAsync(IEnumerable<ApiRequest> requests, CancellationToken cancellationToken)
    {
        var serving = Serving;
        return ParallelAsync(
            requests,
            async request => await UntilOkAsync(request, serving, (int)(request.Key % serving.Length)),
            cancellationToken);
    }

    /// <summary>Sends one request until it is answered.</summary>
    public ValueTask<ApiAnswer> AskAsync(ApiRequest request) => UntilOkAsync(request, Serving, 0);

    private Replica[] Serving => replicas.Serving is { Length: > 0 } serving
        ? serving
        : throw new InvalidRunException("No replica serves any more.", "Look at the output of the replicas.");

    private static Task ParallelAsync(IEnumerable<ApiRequest> requests, Func<ApiRequest, Task> send, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (request, _) => await send(request));

    private async ValueTask<ApiAnswer> UntilOkAsync(ApiRequest request, Replica[] from, int first)
    {
        for (var i = 0; ; i++)
        {
            var answer = await client.SendAsync(request with { To = from[(first + i) % from.Length], Number = i + 1 });
            var waits = answer.Status is 0 or >= 500 && MonotonicClock.Now < _patientUntil;
            if (answer.Outcome == Outcome.Ok || (i + 1 >= MostTries && !waits))
            {
                return answer;
            }

            await Task.Delay(waits ? Pause : TimeSpan.Zero);
        }
    }
}
