using AspireStateless.Dashboard.Telemetry.Traces;

namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>Reads spans.</summary>
/// <remarks>Messages: <c>opentelemetry/proto/trace/v1/trace.proto</c>.</remarks>
internal sealed class TraceDecoder(TextPool texts, TelemetryResources resources) : PayloadDecoder<Span>(texts, resources)
{
    // A span as an object, and a text is at most twice as long in memory as in the payload.
    private const int SpanBytes = 200;

    private const ulong StatusError = 2;

    // Reused from span to span: what is kept is copied to its length.
    private readonly List<TelemetryAttribute> attributes = [];
    private readonly List<SpanEvent> events = [];

    protected override void ReadItem(ReadOnlySpan<byte> item)
    {
        var (name, kind, start, end) = ("", SpanKind.Unspecified, 0UL, 0UL);
        var (traceId, spanId, parentId) = (default(TraceId), default(SpanId), default(SpanId));
        var (isError, message) = (false, "");
        attributes.Clear();
        events.Clear();

        var reader = new ProtobufReader(item);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    traceId = TraceId.Of(Sized(reader.Bytes(), TraceId.Length));
                    break;
                case 2:
                    spanId = SpanId.Of(Sized(reader.Bytes(), SpanId.Length));
                    break;
                case 4:
                    // The first span of a trace has an empty one.
                    parentId = reader.Bytes() is { IsEmpty: false } bytes ? SpanId.Of(Sized(bytes, SpanId.Length)) : default;
                    break;
                case 5:
                    name = Texts.Get(reader.Bytes());
                    break;
                case 6:
                    kind = (SpanKind)reader.Varint();
                    break;
                case 7:
                    start = reader.Fixed64();
                    break;
                case 8:
                    end = reader.Fixed64();
                    break;
                case 9:
                    Attributes.Append(attributes, reader.Message());
                    break;
                case 11 when events.Count < OtlpLimits.EventsMax:
                    events.Add(ReadEvent(reader.Message()));
                    break;
                case 15:
                    (isError, message) = ReadStatus(reader.Message());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (traceId.IsNone || spanId.IsNone)
        {
            throw new MalformedPayloadException("A span has no id.");
        }

        Add(new()
        {
            Resource = Resource,
            Scope = Scope,
            TraceId = traceId,
            SpanId = spanId,
            ParentId = parentId,
            Name = name,
            Kind = Enum.IsDefined(kind) ? kind : SpanKind.Unspecified,
            Start = OtlpTime.Moment(start),
            Duration = end > start ? OtlpTime.Span(end - start) : TimeSpan.Zero,
            IsError = isError,
            StatusMessage = message,
            Attributes = attributes.ToArray(),
            Events = events.Count == 0 ? [] : events.ToArray(),
            Bytes = SpanBytes + 2 * item.Length,
        });
    }

    private static ReadOnlySpan<byte> Sized(ReadOnlySpan<byte> id, int length) =>
        id.Length == length ? id : throw new MalformedPayloadException($"An id has {id.Length} bytes instead of {length}.");

    private (bool IsError, string Message) ReadStatus(ProtobufReader reader)
    {
        var (code, message) = (0UL, "");
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 2:
                    message = Texts.Get(reader.Bytes());
                    break;
                case 3:
                    code = reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (code == StatusError, message);
    }

    private SpanEvent ReadEvent(ProtobufReader reader)
    {
        var (time, name, details) = (0UL, "", new List<TelemetryAttribute>());
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    time = reader.Fixed64();
                    break;
                case 2:
                    name = Texts.Get(reader.Bytes());
                    break;
                case 3:
                    Attributes.Append(details, reader.Message());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new(OtlpTime.Moment(time), name, details);
    }
}
