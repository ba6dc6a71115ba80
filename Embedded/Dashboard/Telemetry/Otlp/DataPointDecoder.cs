namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>Reads one data point at a time, of a number or of a histogram.</summary>
internal sealed class DataPointDecoder(TextPool texts)
{
    // DataPointFlags.FLAG_NO_RECORDED_VALUE
    private const ulong NoValue = 1;

    private readonly AttributeDecoder decoder = new(texts);
    private readonly List<TelemetryAttribute> attributes = [];
    private readonly List<ulong> buckets = [];
    private readonly List<ulong> bounds = [];

    public IReadOnlyList<TelemetryAttribute> Attributes => attributes.ToArray();

    /// <summary>Unix milliseconds, as <see cref="At"/>.</summary>
    public long From { get; private set; }

    public long At { get; private set; }

    /// <summary>As <see cref="Metrics.MetricPoint.Values"/>.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>As <see cref="Metrics.MetricPoint.Bounds"/>.</summary>
    public double[] Bounds => [.. bounds.Select(BitConverter.UInt64BitsToDouble)];

    /// <returns>False if the point says that there is nothing to say.</returns>
    public bool Read(ProtobufReader reader, bool isHistogram)
    {
        attributes.Clear();
        buckets.Clear();
        bounds.Clear();
        (From, At) = (0, 0);
        return isHistogram ? ReadHistogram(reader) : ReadNumber(reader);
    }

    private bool ReadNumber(ProtobufReader reader)
    {
        var (value, flags) = (0.0, 0UL);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 2:
                    From = OtlpTime.Milliseconds(reader.Fixed64());
                    break;
                case 3:
                    At = OtlpTime.Milliseconds(reader.Fixed64());
                    break;
                case 4:
                    value = reader.Double();
                    break;
                case 6:
                    value = (long)reader.Fixed64();
                    break;
                case 7:
                    decoder.Append(attributes, reader.Message());
                    break;
                case 8:
                    flags = reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        Values = [value];
        return (flags & NoValue) == 0 && double.IsFinite(value);
    }

    private bool ReadHistogram(ProtobufReader reader)
    {
        var (count, sum, flags) = (0UL, 0.0, 0UL);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 2:
                    From = OtlpTime.Milliseconds(reader.Fixed64());
                    break;
                case 3:
                    At = OtlpTime.Milliseconds(reader.Fixed64());
                    break;
                case 4:
                    count = reader.Fixed64();
                    break;
                case 5:
                    sum = reader.Double();
                    break;
                case 6:
                    reader.AppendFixed64(buckets, OtlpLimits.BucketsMax);
                    break;
                case 7:
                    reader.AppendFixed64(bounds, OtlpLimits.BucketsMax);
                    break;
                case 9:
                    decoder.Append(attributes, reader.Message());
                    break;
                case 10:
                    flags = reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (buckets.Count > 0 && buckets.Count != bounds.Count + 1)
        {
            throw new MalformedPayloadException($"A histogram has {buckets.Count} buckets and {bounds.Count} bounds between them.");
        }

        Values = [count, double.IsFinite(sum) ? sum : 0, .. buckets.Select(bucket => (double)bucket)];
        return (flags & NoValue) == 0;
    }
}
