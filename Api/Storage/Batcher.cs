namespace AspireStateless.Api.Storage;

/// <summary>
/// Lets concurrent callers share round trips. A call goes out at once while few round trips are in flight; otherwise it waits, and all
/// that wait go out together when one of them ends. So nobody waits for company, and the more callers there are the less each costs.
/// </summary>
/// <remarks>
/// Each call is answered within the deadline, counted from when it was made, without a timer of its own: a round trip ends by the deadline
/// of its oldest member, and whoever waits behind it came later. Calls go out in the order in which they came.
/// </remarks>
internal sealed class Batcher<TItem, TAnswer> : IThreadPoolWorkItem
{
    private readonly BatchSender<TItem, TAnswer> _send;
    private readonly BatchLimits _limits;
    private readonly TimeProvider _time;

    private readonly Lock _lock = new();
    private readonly Queue<Call> _waiting = new(); // under the lock
    private int _roundTrips; // under the lock

    public Batcher(BatchSender<TItem, TAnswer> send, BatchLimits limits, TimeProvider time) =>
        (_send, _limits, _time) = (send, limits, time);

    /// <summary>Makes one call.</summary>
    /// <param name="cancellationToken">The caller is gone: the wait ends; what was not sent never is, what was may still be done.</param>
    /// <exception cref="StoreUnavailableException">It was too late to send it, definitely; or what the sender threw.</exception>
    public Task<TAnswer> CallAsync(TItem item, CancellationToken cancellationToken)
    {
        var call = new Call(item, _time.GetTimestamp());
        call.EndWith(cancellationToken);
        lock (_lock)
        {
            _waiting.Enqueue(call);
            if (_roundTrips == _limits.RoundTrips)
            {
                return call.Task;
            }

            _roundTrips++;
        }

        // On the pool: a round trip belongs to no caller, so it must not run in the context of one. Behind what is already queued
        // there, which may be the next callers.
#pragma warning disable STATE011 // Whoever calls waits for the task of the call.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
#pragma warning restore STATE011
        return call.Task;
    }

    // Ends every call by itself, whatever happens.
    void IThreadPoolWorkItem.Execute() => _ = MakeRoundTripsAsync();

    private async Task MakeRoundTripsAsync()
    {
        while (TakeBatch() is { Count: > 0 } batch)
        {
            try
            {
                var answers = await _send(batch.ConvertAll(static call => call.Item), TimeLeft(batch[0]));
                if (answers.Count != batch.Count)
                {
                    throw new InvalidOperationException($"{batch.Count} calls were sent and {answers.Count} were answered.");
                }

                for (var i = 0; i < batch.Count; i++)
                {
                    batch[i].Answer(answers[i]);
                }
            }
            catch (Exception exception) // Whatever it is, each member has to be told.
            {
                batch.ForEach(call => call.Fail(exception));
            }
        }
    }

    /// <returns>Who goes out now; when nobody waits, nobody, and the round trip is over.</returns>
    private List<Call> TakeBatch()
    {
        var batch = new List<Call>();
        lock (_lock)
        {
            while (batch.Count < _limits.Items && _waiting.TryDequeue(out var call))
            {
                // The members share the time that the oldest has left. With less than half of it the outcome would likely be unknown;
                // unsent it is certain.
                if (TimeLeft(call) < _limits.Deadline / 2)
                {
                    call.Fail(new StoreUnavailableException(definite: true, "The calls before this one took too long; nothing was sent."));
                }
                else if (!call.HasEnded)
                {
                    batch.Add(call);
                }
            }

            if (batch.Count == 0)
            {
                _roundTrips--;
            }
        }

        return batch;
    }

    private TimeSpan TimeLeft(Call call) => _limits.Deadline - _time.GetElapsedTime(call.MadeAt);

    private sealed class Call(TItem item, long madeAt)
    {
        // Not in line: the callers of a batch would go on one after the other.
        private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenRegistration _caller;

        public TItem Item { get; } = item;

        public long MadeAt { get; } = madeAt;

        public Task<TAnswer> Task => _answer.Task;

        public bool HasEnded => _answer.Task.IsCompleted;

        public void EndWith(CancellationToken caller) => _caller = caller.UnsafeRegister(
            static (answer, token) => ((TaskCompletionSource<TAnswer>)answer!).TrySetCanceled(token), _answer);

        public void Answer(TAnswer answer)
        {
            _caller.Unregister();
            _answer.TrySetResult(answer);
        }

        public void Fail(Exception exception)
        {
            _caller.Unregister();
            _answer.TrySetException(exception);
        }
    }
}

/// <summary>Makes one round trip.</summary>
/// <param name="items">What the callers asked for, in the order in which they came.</param>
/// <param name="limit">How long the round trip may take; it must have ended by then.</param>
/// <returns>The answer to each, in the same order. An exception goes to all of them.</returns>
internal delegate Task<IReadOnlyList<TAnswer>> BatchSender<TItem, TAnswer>(IReadOnlyList<TItem> items, TimeSpan limit);

/// <param name="Items">Members of one batch at most.</param>
/// <param name="RoundTrips">Round trips in flight at most.</param>
/// <param name="Deadline">How long a call may take, waiting included.</param>
internal sealed record BatchLimits(int Items, int RoundTrips, TimeSpan Deadline);
