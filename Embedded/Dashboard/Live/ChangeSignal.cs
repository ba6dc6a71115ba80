using System.Runtime.CompilerServices;

namespace AspireStateless.Dashboard.Live;

/// <summary>Says that something has changed, and not what: whoever hears it looks again. Thread-safe.</summary>
public sealed class ChangeSignal
{
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes all who wait.</summary>
    public void Raise() =>
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>A number, counted up, at once and after each change; changes that come closer together than a period are told as one.</summary>
    public async IAsyncEnumerable<int> WatchAsync(TimeSpan period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var count = 0; ; count++)
        {
            // Before it is told: a change while the listener looks must not be missed.
            var changed = next.Task;
            yield return count;
            await Task.Delay(period, cancellationToken).ConfigureAwait(false);
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
