using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>Stops a process for a part of each period until it is ended.</summary>
/// <param name="process">The process, with all that it started.</param>
/// <param name="dutyPercent">Which part of each period it runs.</param>
/// <param name="period">How long a period is.</param>
internal sealed class DutyCycle(ProcessIdentity process, long dutyPercent, TimeSpan period)
{
    private readonly CancellationTokenSource ended = new();
    private readonly ProcessPause pause = new(process);
    private Task cycling = Task.CompletedTask;
    private int stops;
    private long stoppedFor;

    /// <summary>Returns when the process was seen stopped for the first time.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        var stoppedAt = await StopAsync(cancellationToken).ConfigureAwait(false);
        cycling = Task.Run(() => CycleAsync(stoppedAt), CancellationToken.None);
    }

    /// <summary>Returns when the process runs for good.</summary>
    internal async Task<StarveEffect> EndAsync(CancellationToken cancellationToken)
    {
        await ended.CancelAsync().ConfigureAwait(false);
        await cycling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await pause.EndAsync(cancellationToken).ConfigureAwait(false);
        return new StarveEffect(stops, stoppedFor / 1_000_000);
    }

    internal void Release()
    {
        ended.Cancel();
        pause.Continue();
    }

    private async Task CycleAsync(long stoppedAt)
    {
        var runs = period * (dutyPercent / 100.0);
        while (process.IsAlive)
        {
            await Task.Delay(period - runs, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause.Continue();
            stoppedFor += MonotonicClock.Nanoseconds - stoppedAt;
            await Task.Delay(runs, ended.Token).ConfigureAwait(false);
            stoppedAt = await StopAsync(ended.Token).ConfigureAwait(false);
        }
    }

    private async Task<long> StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await pause.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            pause.Continue();
            throw;
        }

        stops++;
        return MonotonicClock.Nanoseconds;
    }
}

/// <summary>What a starved process was kept from.</summary>
/// <param name="Stops">How often it was stopped.</param>
/// <param name="StoppedMs">How long in all, milliseconds.</param>
internal sealed record StarveEffect(int Stops, long StoppedMs);
