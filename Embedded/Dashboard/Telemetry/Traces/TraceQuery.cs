namespace AspireStateless.Dashboard.Telemetry.Traces;

/// <summary>Which traces a page lists.</summary>
internal sealed record TraceQuery
{
    /// <summary>A service or the name of an instance that made a span; null for all.</summary>
    public string? Resource { get; init; }

    /// <summary>What the name of a span contains, or what the id begins with, whatever its case; null or empty for all.</summary>
    public string? Text { get; init; }

    public bool ErrorsOnly { get; init; }

    /// <summary>Traces that took less are left out.</summary>
    public TimeSpan DurationMin { get; init; }

    /// <summary>Traces at most.</summary>
    public int Take { get; init; } = 200;

    public bool Matches(Trace trace) =>
        (!ErrorsOnly || trace.HasErrors)
        && trace.Duration >= DurationMin
        && (Resource is null || trace.Spans.Any(span => span.Resource.Matches(Resource)))
        && (string.IsNullOrEmpty(Text)
            || trace.Spans.Any(span => span.Name.Contains(Text, StringComparison.OrdinalIgnoreCase))
            || trace.Id.ToString().StartsWith(Text, StringComparison.OrdinalIgnoreCase));
}
