using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load.Hosts;

/// <summary>One operation on its way through a load host. It is answered once, whatever becomes of the host.</summary>
/// <param name="number">Its place in the job.</param>
internal sealed class HostedOperation(LoadJob job, int number)
{
    private readonly TaskCompletionSource<Completion> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;

    /// <summary>For whoever gave it to the host.</summary>
    public Task<Completion> Answer => _answer.Task;

    /// <summary>Carries it out, for the host.</summary>
    /// <returns>How it ended, and how long after its due time. What threw is of unknown outcome, and only its giver is told what.</returns>
    public async Task<(Completion Completion, TimeSpan Latency)> CarryOutAsync()
    {
        Completion completion;
        try
        {
            if (TryBegin())
            {
                _answer.SetResult(await job.Send(number));
            }

            completion = await Answer;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _answer.TrySetException(failure);
            completion = new Completion(Outcome.Unknown, MonotonicClock.Now, MonotonicClock.Now);
        }

        return (completion, MonotonicClock.Span(completion.Done - job.Due(number)));
    }

    /// <summary>Refuses it, unless it has begun: then it ends by itself.</summary>
    public void Refuse()
    {
        if (TryBegin())
        {
            _answer.SetResult(new Completion(Outcome.Failed, MonotonicClock.Now, MonotonicClock.Now));
        }
    }

    private bool TryBegin() => Interlocked.Exchange(ref _begun, 1) == 0;
}
