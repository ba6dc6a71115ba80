using AspireStateless.Chaos.Processes;

namespace AspireStateless.Chaos.Faults;

/// <summary>Stops a process for a part of each period until it is ended.</summary>
/// <param name="process">The process, with all that it started.</param>
/// <param name="dutyPercent">Which part of each period it runs.</param>
/// <param name="period">How long a period is.</param>
internal sealed class DutyCycle(ProcessIdentity process, long dutyPercent, TimeSpan period)
{
    private readonly CancellationTokenSource _ended = new();
    private readonly ProcessPause _pause = new(process);
    private Task _cycling = Task.CompletedTask;
    private int _stops;
    private long _stoppedFor;

    /// <summary>Returns when the process was seen stopped for the first time.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var stoppedAt = await StopAsync(cancellationToken);
        _cycling = Task.Run(() => CycleAsync(stoppedAt), CancellationToken.None);
    }

    /// <summary>Returns when the process runs for good.</summary>
    public async Task<FaultEffect> EndAsync(CancellationToken cancellationToken)
    {
        await _ended.CancelAsync();
        await _cycling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _pause.EndAsync(cancellationToken);
        return new FaultEffect { Stops = _stops, StoppedMs = _stoppedFor / 1_000_000 };
    }

    public void Release()
    {
        _ended.Cancel();
        _pause.Continue();
    }

    private async Task CycleAsync(long stoppedAt)
    {
        var runs = period * (dutyPercent / 100.0);
        while (process.IsAlive())
        {
            await Task.Delay(period - runs, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _pause.Continue();
            _stoppedFor += MonotonicClock.Now - stoppedAt;
            await Task.Delay(runs, _ended.Token);
            stoppedAt = await StopAsync(_ended.Token);
        }
    }

    private async Task<long> StopAsync(CancellationToken cancellationToken)
    {
        await _pause.BeginAsync(cancellationToken);
        _stops++;
        return MonotonicClock.Now;
    }
}
