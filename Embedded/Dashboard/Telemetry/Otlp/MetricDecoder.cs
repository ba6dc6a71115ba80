using AspireStateless.Dashboard.Telemetry.Metrics;

namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>Reads data points of gauges, sums and histograms. Exponential histograms and summaries, which .NET does not send, count as dropped.</summary>
/// <remarks>Messages: <c>opentelemetry/proto/metrics/v1/metrics.proto</c>.</remarks>
internal sealed class MetricDecoder(TextPool texts, TelemetryResources resources) : PayloadDecoder<MetricPoint>(texts, resources)
{
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;
    private const int ExponentialHistogram = 10;
    private const int Summary = 11;

    private const ulong Delta = 1;

    private readonly DataPointDecoder points = new(texts);

    protected override void ReadItem(ReadOnlySpan<byte> item)
    {
        var (name, description, unit) = ("", "", "");
        var type = 0;
        var data = default(ReadOnlySpan<byte>);
        var reader = new ProtobufReader(item);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    name = Texts.Get(reader.Bytes());
                    break;
                case 2:
                    description = Texts.Get(reader.Bytes());
                    break;
                case 3:
                    unit = Texts.Get(reader.Bytes());
                    break;
                case Gauge or Sum or Histogram or ExponentialHistogram or Summary:
                    type = field;
                    data = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (type is Gauge or Sum or Histogram)
        {
            ReadPoints(type, data, name, description, unit);
        }
        else
        {
            Resource.Points.Receive(1);
            Resource.Points.Drop(1);
        }
    }

    private void ReadPoints(int type, ReadOnlySpan<byte> data, string name, string description, string unit)
    {
        var (temporality, isMonotonic) = Shape(new(data));
        var kind = type switch
        {
            Gauge => MetricKind.Gauge,
            Histogram => MetricKind.Histogram,
            _ => isMonotonic ? MetricKind.Counter : MetricKind.Amount,
        };
        var instrument = new MetricInstrument(Scope, name, kind, unit, description);
        var reader = new ProtobufReader(data);
        while (reader.Next(out var field))
        {
            if (field != 1)
            {
                reader.Skip();
            }
            else if (points.Read(reader.Message(), isHistogram: type == Histogram))
            {
                Add(new(
                    Resource, instrument, points.Attributes, points.From, points.At, temporality == Delta, points.Values, points.Bounds));
            }
        }
    }

    private static (ulong Temporality, bool IsMonotonic) Shape(ProtobufReader reader)
    {
        var (temporality, isMonotonic) = (0UL, false);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 2:
                    temporality = reader.Varint();
                    break;
                case 3:
                    isMonotonic = reader.Varint() != 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (temporality, isMonotonic);
    }
}
