namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>Reads one payload. Its three levels are the same for all signals: items of a scope of a resource.</summary>
/// <remarks>
/// Messages: <c>Export…ServiceRequest</c>, <c>Resource…</c> and <c>Scope…</c> of <c>opentelemetry/proto</c>, version 1; their fields have the
/// same numbers in all of them.
/// </remarks>
internal abstract class PayloadDecoder<T>(TextPool texts, TelemetryResources resources)
{
    private const string Unknown = "unknown";

    private readonly List<T> items = [];

    protected TextPool Texts { get; } = texts;

    protected AttributeDecoder Attributes { get; } = new(texts);

    /// <summary>Who sent what is being read.</summary>
    protected TelemetryResource Resource { get; private set; } = null!;

    /// <summary>The library, logger or meter that made what is being read.</summary>
    protected string Scope { get; private set; } = "";

    /// <exception cref="MalformedPayloadException">It is not what it says it is, or too much.</exception>
    public IReadOnlyList<T> Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new ProtobufReader(payload);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                ReadResource(reader.Message());
            }
            else
            {
                reader.Skip();
            }
        }

        return items;
    }

    /// <summary>Reads a span, a log record or a metric.</summary>
    protected abstract void ReadItem(ReadOnlySpan<byte> item);

    protected void Add(T item)
    {
        items.Add(items.Count < OtlpLimits.ItemsMax
            ? item
            : throw new MalformedPayloadException($"A payload may have {OtlpLimits.ItemsMax} items; this one has more."));
    }

    // Fields may come in any order, and what comes after needs to know what it belongs to: so twice.
    private void ReadResource(ProtobufReader message)
    {
        var reader = message;
        TelemetryResource? resource = null;
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                resource = ReadName(reader.Message());
            }
            else
            {
                reader.Skip();
            }
        }

        Resource = resource ?? resources.Get(Unknown, "");
        while (message.Next(out var field))
        {
            if (field == 2)
            {
                ReadScope(message.Message());
            }
            else
            {
                message.Skip();
            }
        }
    }

    private TelemetryResource ReadName(ProtobufReader reader)
    {
        var attributes = new List<TelemetryAttribute>();
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                Attributes.Append(attributes, reader.Message());
            }
            else
            {
                reader.Skip();
            }
        }

        string Value(string key, string none) => attributes.Find(attribute => attribute.Key == key).Value is { Length: > 0 } value ? value : none;
        return resources.Get(Value("service.name", Unknown), Value("service.instance.id", ""));
    }

    private void ReadScope(ProtobufReader message)
    {
        var reader = message;
        Scope = "";
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                Scope = ReadScopeName(reader.Message());
            }
            else
            {
                reader.Skip();
            }
        }

        while (message.Next(out var field))
        {
            if (field == 2)
            {
                ReadItem(message.Bytes());
            }
            else
            {
                message.Skip();
            }
        }
    }

    private string ReadScopeName(ProtobufReader reader)
    {
        var name = "";
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                name = Texts.Get(reader.Bytes());
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }
}
