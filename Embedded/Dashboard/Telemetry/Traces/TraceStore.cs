using AspireStateless.Dashboard.Live;

namespace AspireStateless.Dashboard.Telemetry.Traces;

/// <summary>The newest traces, shared fairly by those who begin them. Safe for use by several threads.</summary>
internal sealed class TraceStore(TelemetryLimits limits)
{
    private readonly Lock gate = new();
    private readonly FairQueues<Trace> queues = new(limits.Traces, limits.TraceBytes);
    private readonly Dictionary<TraceId, Trace> traces = [];

    /// <summary>Raised when spans have come.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Traces kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return queues.Count;
            }
        }
    }

    public void Add(IReadOnlyList<Span> spans)
    {
        lock (gate)
        {
            foreach (var span in spans)
            {
                span.Resource.Spans.Receive(1);
                Add(span);
            }
        }

        Changes.Raise();
    }

    /// <returns>The newest traces that match, newest first by their start.</returns>
    public IReadOnlyList<TraceSummary> Find(TraceQuery query)
    {
        lock (gate)
        {
            return
            [
                .. queues.All
                    .Where(query.Matches)
                    .OrderByDescending(trace => trace.Start)
                    .Take(query.Take)
                    .Select(trace => trace.Summarize()),
            ];
        }
    }

    /// <returns>The trace with this id; null when it has not come or has gone.</returns>
    public TraceTree? Get(TraceId id)
    {
        TraceSummary summary;
        Span[] spans;
        lock (gate)
        {
            if (!traces.TryGetValue(id, out var trace))
            {
                return null;
            }

            (summary, spans) = (trace.Summarize(), [.. trace.Spans]);
        }

        return TraceTree.Of(summary, spans);
    }

    private void Add(Span span)
    {
        if (!traces.TryGetValue(span.TraceId, out var trace))
        {
            trace = new(span.TraceId, span.Resource);
            trace.Add(span);
            traces.Add(trace.Id, trace);
            queues.Add(trace.Owner, trace);
        }
        else if (trace.Spans.Count < limits.TraceSpans)
        {
            trace.Add(span);
            queues.Grow(trace.Owner, span.Bytes);
        }
        else
        {
            span.Resource.Spans.Drop(1);
            return;
        }

        while (queues.Evict() is var (_, gone))
        {
            traces.Remove(gone.Id);
            foreach (var lost in gone.Spans)
            {
                lost.Resource.Spans.Drop(1);
            }
        }
    }
}
