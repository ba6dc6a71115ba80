using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Calibration;

/// <summary>
/// Watches this process while it generates load. A heart beats every 10 ms on a thread of its own and sends a work item through the thread
/// pool; a slice of time in which a beat came late, an item waited long, or the garbage collector stopped the process for more than 5 ms is
/// tainted: what was measured in it may be the generator's doing.
/// </summary>
internal sealed class GeneratorWatch
{
    private const double NanosecondsPerMillisecond = 1e6;
    private const double GcPauseMostMilliseconds = 5;
    private static readonly long Beat = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(10));
    private readonly long _slice;
    private readonly long _from = MonotonicClock.Now;
    private readonly TimeSpan _used = Environment.CpuUsage.TotalTime;
    private readonly MachineTimes? _machine = MachineTimes.Read();
    private readonly double _pauses = GC.GetTotalPauseDuration().TotalMilliseconds;
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _slices;
    private int _tainted;
    private double _worstPause;
    private long _worstQueue;
    private long _queuedFor;

    private GeneratorWatch(TimeSpan slice) => _slice = MonotonicClock.Nanoseconds(slice);

    /// <param name="slice">What is tainted or not as a whole; a second, or less for a short look.</param>
    public static GeneratorWatch Start(TimeSpan slice)
    {
        var watch = new GeneratorWatch(slice);
        new Thread(watch.Run) { Name = "heart", IsBackground = true }.Start();
        return watch;
    }

    public async Task<GeneratorHealth> StopAsync()
    {
        await _over.CancelAsync();
        await _ended.Task;
        var seconds = Math.Max(1e-3, (MonotonicClock.Now - _from) / 1e9);
        var cores = (Environment.CpuUsage.TotalTime - _used).TotalSeconds / seconds;
        var machine = MachineTimes.Read() - _machine;
        double? busy = machine is { All: > 0 } times
            ? (double)(times.All - times.Idle - times.Stolen) / times.All * Environment.ProcessorCount
            : null;
        return new GeneratorHealth
        {
            Slices = _slices,
            TaintedSlices = _tainted,
            GcPauseMilliseconds = GC.GetTotalPauseDuration().TotalMilliseconds - _pauses,
            WorstGcPauseMilliseconds = _worstPause,
            WorstQueueMilliseconds = _worstQueue / NanosecondsPerMillisecond,
            Cores = cores,
            OtherCores = busy is { } all ? Math.Max(0, all - cores) : null,
            StealShare = machine is { All: > 0 } stolen ? (double)stolen.Stolen / stolen.All : null,
        };
    }

    private void Run()
    {
        DeadlineWait.PrepareThread();
        var begun = _from;
        var pauses = _pauses;
        long late = 0;
        for (var due = _from + Beat; DeadlineWait.Until(due, _over.Token); due = Math.Max(due + Beat, MonotonicClock.Now))
        {
            late = Math.Max(late, MonotonicClock.Now - due);
            if (MonotonicClock.Now - begun < _slice)
            {
                Queue();
                continue;
            }

            var paused = GC.GetTotalPauseDuration().TotalMilliseconds;
            var queued = Interlocked.Exchange(ref _queuedFor, 0);
            _slices++;
            _tainted += late > Beat || queued > Beat || paused - pauses > GcPauseMostMilliseconds ? 1 : 0;
            _worstPause = Math.Max(_worstPause, paused - pauses);
            _worstQueue = Math.Max(_worstQueue, queued);
            (begun, pauses, late) = (MonotonicClock.Now, paused, 0);
        }

        _ended.SetResult();
    }

    private void Queue()
    {
        var queued = MonotonicClock.Now;
        ThreadPool.UnsafeQueueUserWorkItem(
            state =>
            {
                // Several items may end at once: the longest wait counts.
                var waited = MonotonicClock.Now - queued;
                var known = Interlocked.Read(ref state._queuedFor);
                while (waited > known && Interlocked.CompareExchange(ref state._queuedFor, waited, known) is var now && now != known)
                {
                    known = now;
                }
            },
            this,
            preferLocal: false);
    }
}
