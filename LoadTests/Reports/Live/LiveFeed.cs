using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AspireStateless.LoadTests.Reports.Live;

/// <summary>The events of the live page, the same for all who watch. Thread-safe.</summary>
internal sealed class LiveFeed
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly JsonSerializerOptions Format = new(ReportJson.Format) { WriteIndented = false };
    private readonly TaskCompletionSource<LiveTraffic?> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Begin(LiveTraffic traffic) => _begun.TrySetResult(traffic);

    /// <summary>Whoever watches is told, with the last of the series.</summary>
    public void End()
    {
        _begun.TrySetResult(null);
        _over.TrySetResult();
    }

    /// <summary>Everything so far first, then what is new, until the traffic is over.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await _begun.Task.WaitAsync(cancellationToken) is { } traffic)
        {
            var first = 0;
            double width = 0;
            bool isLast;
            do
            {
                isLast = _over.Task.IsCompleted;
                var update = LiveUpdate.Of(traffic, first, width);
                yield return new SseItem<string>(JsonSerializer.Serialize(update, Format), "traffic");

                // Only the bucket of this moment changes any more.
                (first, width) = (Math.Max(0, update.First + update.Ok.Length - 1), update.BucketMs);
                await Task.WhenAny(_over.Task, Task.Delay(isLast ? TimeSpan.Zero : Every, cancellationToken));
            }
            while (!isLast && !cancellationToken.IsCancellationRequested);
        }

        yield return new SseItem<string>("{}", "over");
    }
}
