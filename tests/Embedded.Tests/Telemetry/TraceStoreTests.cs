using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Traces;

namespace AspireStateless.Embedded.Tests.Telemetry;

/// <summary>The newest traces are kept, fairly shared, listed and drawn.</summary>
public sealed class TraceStoreTests
{
    private readonly TraceStore store = new(TelemetryLimits.Default);
    private readonly TelemetryResource api = new("api", "aaaaaaaa");
    private readonly TelemetryResource worker = new("worker", "");

    [Fact]
    public void The_newest_10000_traces_are_kept_and_the_spans_of_the_rest_are_counted()
    {
        store.Add([.. Enumerable.Range(1, 10_002).SelectMany(trace => new[] { Span(trace, 1), Span(trace, 2, parent: 1) })]);

        Assert.Equal(10_000, store.Count);
        Assert.Equal((20_004, 4), (api.Spans.Received, api.Spans.Dropped));
        Assert.Null(store.Get(new(2)));
        Assert.NotNull(store.Get(new(3)));
    }

    [Fact]
    public void A_flood_from_one_instance_pushes_out_nothing_of_another()
    {
        store.Add([.. Enumerable.Range(1, 10).Select(trace => Span(trace, 1, resource: worker))]);
        store.Add([.. Enumerable.Range(100, 30_000).Select(trace => Span(trace, 1))]);

        Assert.Equal(0, worker.Spans.Dropped);
        Assert.Equal(10, store.Find(new() { Resource = "worker" }).Count);
    }

    [Fact]
    public void A_trace_without_end_stops_growing()
    {
        store.Add([.. Enumerable.Range(1, 5_000).Select(span => Span(1, span))]);

        Assert.Equal(TelemetryLimits.Default.TraceSpans, store.Get(new(1))!.Rows.Count);
        Assert.Equal(4_000, api.Spans.Dropped);
    }

    [Fact]
    public void Fewer_traces_are_kept_if_they_are_large()
    {
        store.Add([.. Enumerable.Range(1, 10_000).SelectMany(trace => Enumerable.Range(1, 10).Select(span => Span(trace, span, bytes: 1_000)))]);

        Assert.InRange(store.Count, 6_000, TelemetryLimits.Default.TraceBytes / 10_000);
    }

    [Fact]
    public void A_list_tells_of_each_trace_its_name_length_spans_errors_and_who_took_part()
    {
        store.Add([Span(1, 2, parent: 1, resource: worker, from: 10, to: 50, isError: true), Span(1, 1, name: "POST /orders", from: 0, to: 40)]);

        var trace = Assert.Single(store.Find(new()));

        Assert.Equal(("POST /orders", api, 2, 1), (trace.Name, trace.Resource, trace.Spans, trace.Errors));
        Assert.Equal(TimeSpan.FromMilliseconds(50), trace.Duration);
        Assert.Equal([new(worker, 1), new(api, 1)], trace.Shares);
    }

    [Fact]
    public void Traces_are_found_by_resource_text_errors_and_length_newest_first()
    {
        store.Add(
        [
            Span(1, 1, name: "GET /cart", from: 0, to: 5),
            Span(2, 1, name: "POST /orders", from: 10, to: 900, isError: true),
            Span(2, 2, parent: 1, name: "EVALSHA", from: 11, to: 12),
            Span(3, 1, name: "tick", resource: worker, from: 20, to: 21),
        ]);

        Assert.Equal([3, 2, 1], Found(new()));
        Assert.Equal([3, 2], Found(new() { Take = 2 }));
        Assert.Equal([2, 1], Found(new() { Resource = "api-aaaaaaaa" }));
        Assert.Equal([2], Found(new() { Text = "evalsha" }));
        Assert.Equal([1], Found(new() { Text = new TraceId(1).ToString() }));
        Assert.Equal([2], Found(new() { ErrorsOnly = true }));
        Assert.Equal([2], Found(new() { DurationMin = TimeSpan.FromMilliseconds(100) }));
    }

    [Fact]
    public void A_waterfall_has_each_span_under_its_parent_and_siblings_by_their_start()
    {
        store.Add(
        [
            Span(1, 4, parent: 1, from: 30),
            Span(1, 3, parent: 2, from: 20),
            Span(1, 2, parent: 1, from: 10),
            Span(1, 1, from: 0),
        ]);

        Assert.Equal([(1, 0), (2, 1), (3, 2), (4, 1)], Waterfall());
    }

    [Fact]
    public void A_span_whose_parent_did_not_come_stands_at_the_top_and_so_does_one_that_is_its_own()
    {
        store.Add([Span(1, 2, parent: 99, from: 5), Span(1, 3, parent: 2, from: 6), Span(1, 7, parent: 8, from: 7), Span(1, 8, parent: 7, from: 8)]);

        Assert.Equal([(2, 0), (3, 1), (7, 0), (8, 1)], Waterfall());
    }

    private IEnumerable<(int, int)> Waterfall() => store.Get(new(1))!.Rows.Select(row => ((int)row.Span.SpanId.Value, row.Depth));

    private IEnumerable<int> Found(TraceQuery query) => store.Find(query).Select(trace => (int)trace.Id.Value);

    /// <summary>A span; times in milliseconds.</summary>
    private Span Span(
        int trace,
        int id,
        int parent = 0,
        string name = "a span",
        TelemetryResource? resource = null,
        int from = 0,
        int? to = null,
        bool isError = false,
        long bytes = 100) => new()
        {
            Resource = resource ?? api,
            TraceId = new((UInt128)trace),
            SpanId = new((ulong)id),
            ParentId = new((ulong)parent),
            Name = name,
            Kind = SpanKind.Internal,
            Scope = "",
            Start = DateTimeOffset.UnixEpoch.AddMilliseconds(from),
            Duration = TimeSpan.FromMilliseconds((to ?? from + 1) - from),
            IsError = isError,
            Attributes = [],
            Events = [],
            Bytes = bytes,
        };
}
