using System.Threading.Channels;
using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// Sends each arrival of a plan when it is due, whatever became of those before it. One thread paces; a bounded number of workers
/// send; arrivals that find no free worker wait in a bounded queue and keep their due time; beyond that they are shed and counted.
/// Sent + shed = planned, always.
/// </summary>
internal sealed class OpenLoop
{
    /// <summary>Requests in flight at the same time, at most.</summary>
    public const int InFlight = 256;

    /// <summary>The queue holds so many seconds of arrivals, at the plan's mean rate.</summary>
    public const int BacklogSeconds = 5;
    private readonly long[] _due;
    private readonly Func<int, ValueTask<Completion>> _send;
    private readonly Channel<int> _queue;
    private readonly Lane[] _lanes = [.. Enumerable.Range(0, InFlight).Select(_ => new Lane())];
    private long _dispatched;
    private long _shed;

    /// <param name="due">Nanoseconds from the start of the run, never decreasing.</param>
    /// <param name="send">Carries out the n-th operation; must not throw.</param>
    public OpenLoop(long[] due, Func<int, ValueTask<Completion>> send)
    {
        (_due, _send) = (due, send);
        double seconds = due.Length == 0 ? 1 : Math.Max(1, due[^1] / 1e9);
        int capacity = Math.Max(InFlight, (int)(due.Length / seconds * BacklogSeconds));
        _queue = Channel.CreateBounded<int>(new BoundedChannelOptions(capacity) { SingleWriter = true });
    }

    /// <summary>What was measured so far; may be called at any time.</summary>
    public LoadTotals Totals()
    {
        var totals = new LoadTotals(_due.Length, Interlocked.Read(ref _dispatched), Interlocked.Read(ref _shed));
        foreach (var lane in _lanes)
        {
            totals.Add(lane);
        }

        return totals;
    }

    /// <summary>Returns when every operation that was sent has ended. Cancelling sheds what is not sent yet.</summary>
    /// <param name="origin">The tick that the due times count from.</param>
    public async Task RunAsync(long origin, CancellationToken cancellationToken)
    {
        var paced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pacer = new Thread(() => Pace(origin, paced, cancellationToken))
        {
            Name = "pacer",
            IsBackground = true,
            Priority = ThreadPriority.AboveNormal,
        };
        var workers = _lanes.Select(lane => Task.Run(() => WorkAsync(lane, origin, cancellationToken), CancellationToken.None)).ToArray();
        pacer.Start();
        await paced.Task;
        await Task.WhenAll(workers);
    }

    private void Pace(long origin, TaskCompletionSource paced, CancellationToken cancellationToken)
    {
        try
        {
            DeadlineWait.PrepareThread();
            for (int n = 0; n < _due.Length; n++)
            {
                bool dispatched = DeadlineWait.Until(origin + _due[n], cancellationToken) && _queue.Writer.TryWrite(n);
                Interlocked.Add(ref _shed, dispatched ? 0 : 1);
                Interlocked.Increment(ref _dispatched);
            }

            paced.SetResult();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Nobody awaits a thread: what ends it must reach the run.
            paced.SetException(failure);
        }
        finally
        {
            _queue.Writer.Complete();
        }
    }

    private async Task WorkAsync(Lane lane, long origin, CancellationToken cancellationToken)
    {
        await foreach (int n in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Interlocked.Increment(ref _shed);
                continue;
            }

            lane.Record(origin + _due[n], await _send(n));
        }
    }
}
