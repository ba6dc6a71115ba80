using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load;

/// <summary>
/// Sends each arrival of a plan when it is due, whatever became of those before it. One thread paces and begins each operation itself, so
/// that no sleeping thread has to wake first; what follows the first wait of an operation runs on the pool. The number in flight is
/// bounded; arrivals beyond it wait in a bounded queue and keep their due time; beyond that they are shed and counted. Sent + shed =
/// planned, always.
/// </summary>
internal sealed class OpenLoop
{
    /// <summary>Requests in flight at the same time, at most.</summary>
    public const int InFlight = 256;

    /// <summary>The queue holds so many seconds of arrivals, at the plan's mean rate.</summary>
    public const int BacklogSeconds = 5;
    private readonly long[] _due;
    private readonly Func<int, ValueTask<Completion>> _send;
    private readonly InFlightLimit _places;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _origin;
    private long _dispatched;
    private CancellationToken _stop;
    private Exception? _failure;

    /// <param name="due">Nanoseconds from the start of the run, never decreasing.</param>
    /// <param name="send">Begins the n-th operation at once, without blocking, and carries it out; must not throw.</param>
    public OpenLoop(long[] due, Func<int, ValueTask<Completion>> send)
    {
        (_due, _send) = (due, send);
        var seconds = due.Length == 0 ? 1 : Math.Max(1, due[^1] / 1e9);
        _places = new InFlightLimit(Recorder.Lanes, mostWaiting: Math.Max(InFlight, (int)(due.Length / seconds * BacklogSeconds)));
        Array.ForEach(due, Recorder.Plan);
    }

    /// <summary>What was measured over time, by replica; may be read at any time.</summary>
    public TrafficRecorder Recorder { get; } = new(InFlight);

    /// <summary>Processor time that the pacing thread took; zero before the end, and where it cannot be read.</summary>
    public TimeSpan PacerTime { get; private set; }

    /// <summary>What was measured so far; may be called at any time.</summary>
    public LoadTotals Totals() => Recorder.Totals(_due.Length, Interlocked.Read(ref _dispatched));

    /// <summary>Returns when every operation that was sent has ended. Cancelling sheds what is not sent yet.</summary>
    /// <param name="origin">The tick that the due times count from.</param>
    public async Task RunAsync(long origin, CancellationToken cancellationToken)
    {
        (_origin, _stop) = (origin, cancellationToken);
        var pacer = new Thread(Pace)
        {
            Name = "pacer",
            IsBackground = true,
            Priority = ThreadPriority.AboveNormal,
        };
        pacer.Start();
        await _over.Task;
        if (_failure is not null)
        {
            throw new InvalidOperationException("An operation threw, or the pacer did.", _failure);
        }
    }

    private void Pace()
    {
        try
        {
            DeadlineWait.PrepareThread();
            DeadlineWait.PutThreadFirst();
            for (var n = 0; n < _due.Length; n++)
            {
                if (!DeadlineWait.Until(_origin + _due[n], _stop) || !_places.TryEnter(n, out var lane))
                {
                    Shed(n);
                }
                else if (lane is not null)
                {
                    _ = WorkAsync(lane, n);
                }

                Interlocked.Increment(ref _dispatched);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Nobody awaits a thread: what ends it must reach the run.
            _failure = failure;
        }

        PacerTime = DeadlineWait.ThreadTime();
        _places.Close();
        EndWhenOver();
    }

    /// <summary>Carries out an operation, and those that wait for its place.</summary>
    private async Task WorkAsync(InFlightSlot lane, int n)
    {
        await SendAsync(lane, n);
        while (_places.TryGoOn(lane, out n))
        {
            if (_stop.IsCancellationRequested)
            {
                Shed(n);
            }
            else
            {
                await SendAsync(lane, n);
            }
        }

        EndWhenOver();
    }

    private async ValueTask SendAsync(InFlightSlot lane, int n)
    {
        var due = _origin + _due[n];
        Completion completion;
        try
        {
            completion = await _send(n);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It counts as sent, so that the sum stays right, and it fails the run at its end.
            _failure = failure;
            completion = new Completion(Outcome.Unknown, MonotonicClock.Now, MonotonicClock.Now);
        }

        Recorder.Add(lane, completion.Sample(due, _origin));
    }

    private void Shed(int n) => Recorder.AddShed(_due[n]);

    private void EndWhenOver()
    {
        if (_places.IsOver)
        {
            _over.TrySetResult();
        }
    }
}
