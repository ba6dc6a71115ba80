namespace AspireStateless.Dashboard.Telemetry.Traces;

/// <summary>The spans of one trace that have come so far, in the order in which they came.</summary>
/// <param name="id">Its id.</param>
/// <param name="owner">Who sent its first span: the trace counts as theirs.</param>
internal sealed class Trace(TraceId id, TelemetryResource owner) : IStored
{
    private readonly List<Span> spans = new(capacity: 4);
    private DateTimeOffset end;
    private int errors;

    public TraceId Id { get; } = id;

    public TelemetryResource Owner { get; } = owner;

    public IReadOnlyList<Span> Spans => spans;

    public DateTimeOffset Start { get; private set; } = DateTimeOffset.MaxValue;

    public TimeSpan Duration => end - Start;

    public bool HasErrors => errors > 0;

    public long Bytes { get; private set; }

    public void Add(Span span)
    {
        spans.Add(span);
        Start = span.Start < Start ? span.Start : Start;
        end = span.End > end ? span.End : end;
        errors += span.IsError ? 1 : 0;
        Bytes += span.Bytes;
    }

    public TraceSummary Summarize()
    {
        var root = spans.Find(span => span.ParentId.IsNone) ?? spans.MinBy(span => span.Start)!;
        var resources = spans.GroupBy(span => span.Resource).Select(group => new TraceShare(group.Key, group.Count()));
        return new(Id, root.Name, root.Resource, Start, Duration, spans.Count, errors, [.. resources]);
    }
}
