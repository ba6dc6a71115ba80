using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>
/// What one side of a pair measured, second by second. Times are whole lists, since buckets are too coarse to compare by. Thread-safe.
/// </summary>
internal sealed class SideWindows(int count)
{
    private readonly Lock _lock = new();
    private readonly List<long>[] _times = [.. Enumerable.Range(0, count).Select(_ => new List<long>())];
    private readonly TimeSpan?[] _processor = new TimeSpan?[count + 1];
    private readonly (long Sum, int Count)[] _late = new (long, int)[count];

    public int Count => count;

    /// <summary>Due to sent, in all windows.</summary>
    public LatencyHistogram Lateness { get; } = new();

    /// <summary>Answered as asked, in all windows.</summary>
    public long Ok => _times.Sum(window => window.Count);

    public long Failed { get; private set; }

    /// <param name="window">The one in which it was due; below 0 in the warm-up, which is discarded.</param>
    /// <param name="dueTick">What the time counts from.</param>
    public void Add(int window, in Completion completion, long dueTick)
    {
        if (window < 0)
        {
            return;
        }

        lock (_lock)
        {
            Lateness.Record(completion.Sent - dueTick);
            _late[window] = (_late[window].Sum + completion.Sent - dueTick, _late[window].Count + 1);
            if (completion.Outcome == Outcome.Ok)
            {
                _times[window].Add(completion.Done - dueTick);
            }
            else
            {
                Failed++;
            }
        }
    }

    /// <summary>Notes the processor time that the process has taken when a window begins; the one after the last is the end.</summary>
    public void NoteProcessor(int window, TimeSpan? used) => _processor[window] = used;

    /// <returns>Nanoseconds; 0 where nothing was answered.</returns>
    public double Quantile(int window, double quantile)
    {
        long[] sorted = [.. _times[window].Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(quantile * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <returns>Nanoseconds; 0 where nothing was answered.</returns>
    public double Mean(int window) => _times[window].Count == 0 ? 0 : _times[window].Average();

    /// <returns>Due to sent, nanoseconds; 0 where nothing was sent.</returns>
    public double MeanLateness(int window) => _late[window].Count == 0 ? 0 : (double)_late[window].Sum / _late[window].Count;

    /// <returns>Nanoseconds of processor time for each request that was answered as asked; 0 where that is not known.</returns>
    public double Processor(int window) => _times[window].Count > 0 && _processor[window + 1] - _processor[window] is { } used
        ? used.TotalNanoseconds / _times[window].Count
        : 0;
}
