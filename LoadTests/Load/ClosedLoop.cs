using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// A fixed number of clients, each of which sends, waits for its answer, and sends again. A slow target is asked less often: this
/// says how much it can do, and nothing about how long a user would wait.
/// </summary>
/// <param name="clients">Requests in flight, at most.</param>
/// <param name="send">Carries out the n-th operation of a client; must not throw.</param>
internal sealed class ClosedLoop(int clients, Func<int, int, ValueTask<Completion>> send)
{
    private long _planned;

    /// <summary>What was measured over time; may be read at any time.</summary>
    public TrafficRecorder Recorder { get; } = new(clients);

    /// <summary>What was measured so far; nothing is ever shed, as each client plans its next request itself.</summary>
    public LoadTotals Totals()
    {
        var planned = Interlocked.Read(ref _planned);
        return Recorder.Totals(planned, planned);
    }

    /// <summary>Returns when every operation that was sent has ended.</summary>
    /// <param name="origin">The tick that times count from.</param>
    /// <param name="length">No request is sent later than that.</param>
    public async Task RunAsync(long origin, TimeSpan length, CancellationToken cancellationToken)
    {
        var end = origin + MonotonicClock.Nanoseconds(length);
        await Task.WhenAll(Enumerable.Range(0, Recorder.Lanes.Count)
            .Select(client => Task.Run(() => LiveAsync(client, origin, end, cancellationToken), CancellationToken.None)));
    }

    private async Task LiveAsync(int client, long origin, long end, CancellationToken cancellationToken)
    {
        var lane = Recorder.Lanes[client];
        var due = origin;
        for (var number = 0; MonotonicClock.Now < end && !cancellationToken.IsCancellationRequested; number++)
        {
            Interlocked.Increment(ref _planned);
            Recorder.Plan(due - origin);
            var completion = await send(client, number);
            Recorder.Add(lane, completion.Sample(due, origin));
            due = completion.Done;
        }
    }
}
