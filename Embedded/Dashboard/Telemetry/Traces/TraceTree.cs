namespace AspireStateless.Dashboard.Telemetry.Traces;

/// <summary>A trace as a waterfall: each span under the one that it is a part of, siblings by their start.</summary>
/// <param name="Summary">The trace as a whole.</param>
/// <param name="Rows">Its spans from top to bottom.</param>
internal sealed record TraceTree(TraceSummary Summary, IReadOnlyList<TraceRow> Rows)
{
    // Deeper than any call chain, and what a page can indent.
    private const int DepthMax = 64;

    /// <param name="summary">The trace as a whole.</param>
    /// <param name="spans">In any order. One whose parent has not come, or that is a part of itself, stands at the top.</param>
    public static TraceTree Of(TraceSummary summary, IReadOnlyList<Span> spans)
    {
        var ids = spans.Select(span => span.SpanId).ToHashSet();
        var children = spans.OrderBy(span => span.Start).ToLookup(span => ids.Contains(span.ParentId) ? span.ParentId : default);
        var rows = new List<TraceRow>(spans.Count);
        var placed = new HashSet<Span>(spans.Count, ReferenceEqualityComparer.Instance);
        Place(children[default], depth: 0);
        // What is left is a part of itself.
        Place(spans.Where(span => !placed.Contains(span)), depth: 0);
        return new(summary, rows);

        void Place(IEnumerable<Span> siblings, int depth)
        {
            foreach (var span in siblings)
            {
                if (placed.Add(span))
                {
                    rows.Add(new(span, Math.Min(depth, DepthMax)));
                    Place(children[span.SpanId], depth + 1);
                }
            }
        }
    }
}

/// <summary>One line of a waterfall.</summary>
/// <param name="Span">The span.</param>
/// <param name="Depth">How many spans it is inside of, 0 to 64.</param>
internal sealed record TraceRow(Span Span, int Depth);
