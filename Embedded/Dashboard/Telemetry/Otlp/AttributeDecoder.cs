using System.Globalization;
using System.Text;

namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>Reads attributes and values of any type.</summary>
/// <remarks>Messages: <c>opentelemetry/proto/common/v1/common.proto</c>.</remarks>
internal sealed class AttributeDecoder(TextPool texts)
{
    /// <summary>Appends one <c>KeyValue</c>, unless there are enough.</summary>
    public void Append(List<TelemetryAttribute> attributes, ProtobufReader keyValue)
    {
        if (attributes.Count < OtlpLimits.AttributesMax)
        {
            attributes.Add(KeyValue(keyValue, depth: 0));
        }
    }

    /// <summary>An <c>AnyValue</c> as text.</summary>
    public string Value(ProtobufReader any) => Value(any, depth: 0);

    private TelemetryAttribute KeyValue(ProtobufReader reader, int depth)
    {
        var (key, value) = ("", "");
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    key = texts.Get(reader.Bytes());
                    break;
                case 2:
                    value = Value(reader.Message(), depth);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new(key, value);
    }

    private string Value(ProtobufReader reader, int depth)
    {
        var value = "";
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    value = texts.Get(reader.Bytes());
                    break;
                case 2:
                    value = reader.Varint() == 0 ? "false" : "true";
                    break;
                case 3:
                    value = Integer((long)reader.Varint());
                    break;
                case 4:
                    value = reader.Double().ToString(CultureInfo.InvariantCulture);
                    break;
                case 5:
                    value = Many(reader.Message(), depth + 1, '[', ']');
                    break;
                case 6:
                    value = Many(reader.Message(), depth + 1, '{', '}');
                    break;
                case 7:
                    var bytes = reader.Bytes();
                    value = Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, OtlpLimits.TextBytesMax / 2)]);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    /// <summary>A list, or with braces a map: both hold their members in field 1.</summary>
    private string Many(ProtobufReader reader, int depth, char open, char close)
    {
        if (depth > OtlpLimits.ValueDepthMax)
        {
            return "…";
        }

        var text = new StringBuilder().Append(open);
        while (reader.Next(out var field))
        {
            if (field != 1 || text.Length > OtlpLimits.TextBytesMax)
            {
                reader.Skip();
                continue;
            }

            text.Append(text.Length > 1 ? ", " : "");
            if (open == '[')
            {
                text.Append(Value(reader.Message(), depth));
            }
            else
            {
                var (key, value) = KeyValue(reader.Message(), depth);
                text.Append(key).Append(": ").Append(value);
            }
        }

        return text.Append(close).ToString();
    }

    // Ports, status codes and counts: nearly all integers are small, and each is the same text in thousands of items.
    private string Integer(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        return texts.Get(digits[..length]);
    }
}
