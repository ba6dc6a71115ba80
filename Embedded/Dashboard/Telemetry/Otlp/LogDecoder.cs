using AspireStateless.Dashboard.Telemetry.Logs;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>Reads log records.</summary>
/// <param name="texts">Shared texts.</param>
/// <param name="resources">Who sends.</param>
/// <param name="time">When a record came that does not say when it was written.</param>
/// <remarks>Messages: <c>opentelemetry/proto/logs/v1/logs.proto</c>.</remarks>
internal sealed class LogDecoder(TextPool texts, TelemetryResources resources, TimeProvider time)
    : PayloadDecoder<LogRecord>(texts, resources)
{
    // A record as an object, and a text is at most twice as long in memory as in the payload.
    private const int RecordBytes = 200;

    private readonly List<TelemetryAttribute> attributes = [];

    protected override void ReadItem(ReadOnlySpan<byte> item)
    {
        var (written, observed, severity, message) = (0UL, 0UL, 0UL, "");
        var (traceId, spanId) = (default(TraceId), default(SpanId));
        attributes.Clear();

        var reader = new ProtobufReader(item);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    written = reader.Fixed64();
                    break;
                case 2:
                    severity = reader.Varint();
                    break;
                case 5:
                    message = Attributes.Value(reader.Message());
                    break;
                case 6:
                    Attributes.Append(attributes, reader.Message());
                    break;
                case 9:
                    traceId = reader.Bytes() is { Length: TraceId.Length } trace ? TraceId.Of(trace) : default;
                    break;
                case 10:
                    spanId = reader.Bytes() is { Length: SpanId.Length } span ? SpanId.Of(span) : default;
                    break;
                case 11:
                    observed = reader.Fixed64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var at = written != 0 ? written : observed;
        Add(new()
        {
            Resource = Resource,
            Category = Scope,
            Time = at != 0 ? OtlpTime.Moment(at) : time.GetUtcNow(),
            Level = LevelOf(severity),
            Message = message,
            Attributes = attributes.ToArray(),
            TraceId = traceId,
            SpanId = spanId,
            Bytes = RecordBytes + 2 * item.Length,
        });
    }

    /// <summary>OpenTelemetry has four severities for each level: 1 to 4 trace, 5 to 8 debug, and so on; 0 says nothing.</summary>
    private static LogLevel LevelOf(ulong severity) =>
        severity is 0 or > 24 ? LogLevel.Information : (LogLevel)((severity - 1) / 4);
}
