using AspireStateless.Control;

namespace AspireStateless.LoadTests.Load;

/// <summary>Wakes any number of waiters at their ticks, from one thread: managed timers are up to 4 ms late.</summary>
internal sealed class TickTimer : IDisposable
{
    // Who comes while the thread sleeps is met this much too late at most.
    private const long LookEveryNanoseconds = 250_000;
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _some = new(0);
    private bool _started;

    /// <summary>Completes at the tick, or when the alarm is disposed.</summary>
    public Task At(long tick)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_over.IsCancellationRequested)
            {
                return Task.CompletedTask;
            }

            _waiting.Enqueue(waiter, tick);
            if (!_started)
            {
                _started = true;
                new Thread(Run) { Name = "alarm", IsBackground = true }.Start();
            }
        }

        _some.Release();
        return waiter.Task;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _over.Cancel();
        }
    }

    private void Run()
    {
        DeadlineWait.PrepareThread();
        while (!_over.IsCancellationRequested)
        {
            try
            {
                _some.Wait(_over.Token);
                WakeNext();
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        lock (_lock)
        {
            while (_waiting.TryDequeue(out var waiter, out _))
            {
                waiter.SetResult();
            }
        }
    }

    private void WakeNext()
    {
        while (!_over.IsCancellationRequested)
        {
            var next = Next();
            if (DeadlineWait.Until(Math.Min(next, MonotonicClock.Now + LookEveryNanoseconds), _over.Token) && Next() <= MonotonicClock.Now)
            {
                lock (_lock)
                {
                    _waiting.Dequeue().SetResult();
                }

                return;
            }
        }
    }

    private long Next()
    {
        lock (_lock)
        {
            return _waiting.TryPeek(out _, out var tick) ? tick : long.MaxValue;
        }
    }
}
