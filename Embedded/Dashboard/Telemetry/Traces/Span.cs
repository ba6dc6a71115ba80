namespace AspireStateless.Dashboard.Telemetry.Traces;

/// <summary>One operation of a trace.</summary>
internal sealed class Span
{
    public required TelemetryResource Resource { get; init; }

    public required TraceId TraceId { get; init; }

    public required SpanId SpanId { get; init; }

    /// <summary>The operation that it is a part of; none for the first of a trace.</summary>
    public SpanId ParentId { get; init; }

    public required string Name { get; init; }

    public required SpanKind Kind { get; init; }

    /// <summary>The library or source that made it.</summary>
    public required string Scope { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required TimeSpan Duration { get; init; }

    public DateTimeOffset End => Start + Duration;

    public bool IsError { get; init; }

    /// <summary>What the error was, if its maker said so.</summary>
    public string StatusMessage { get; init; } = "";

    public required IReadOnlyList<TelemetryAttribute> Attributes { get; init; }

    public required IReadOnlyList<SpanEvent> Events { get; init; }

    /// <summary>Memory that it takes, about.</summary>
    public required long Bytes { get; init; }
}

/// <summary>Something that happened in a span: an exception, for example.</summary>
internal sealed record SpanEvent(DateTimeOffset Time, string Name, IReadOnlyList<TelemetryAttribute> Attributes);

/// <summary>The part a span plays in a call; numbers as in OTLP.</summary>
internal enum SpanKind
{
    Unspecified = 0,
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}
