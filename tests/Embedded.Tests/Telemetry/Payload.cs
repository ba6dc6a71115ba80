using System.Text;

namespace AspireStateless.Embedded.Tests.Telemetry;

/// <summary>Writes protobuf messages field by field, also such as no exporter would send.</summary>
internal sealed class Payload
{
    private readonly MemoryStream bytes = new();

    internal byte[] Bytes => bytes.ToArray();

    /// <summary>Spans of one resource, all under one scope.</summary>
    internal static byte[] OfSpans(string service, IEnumerable<Payload> spans) => Of(service, spans);

    /// <summary>Log records of one resource, all of one logger.</summary>
    internal static byte[] OfLogs(string service, IEnumerable<Payload> records) => Of(service, records);

    internal static Payload Span(UInt128 trace, ulong id, ulong parent = 0, string name = "a span") => new Payload()
        .Field(1, BigEndian(trace))
        .Field(2, BigEndian(id))
        .Field(4, parent == 0 ? [] : BigEndian(parent))
        .Field(5, name)
        .Fixed64(7, 1_700_000_000_000_000_000 + id * 1_000_000)
        .Fixed64(8, 1_700_000_000_005_000_000 + id * 1_000_000);

    internal static Payload Log(string message, int severity = 9) => new Payload()
        .Fixed64(1, 1_700_000_000_000_000_000)
        .Varint(2, (ulong)severity)
        .Field(5, new Payload().Field(1, message));

    internal static Payload Attribute(string key, string value) => new Payload().Field(1, key).Field(2, new Payload().Field(1, value));

    internal Payload Varint(int field, ulong value)
    {
        Write((ulong)field << 3);
        Write(value);
        return this;
    }

    internal Payload Fixed64(int field, ulong value)
    {
        Write(((ulong)field << 3) | 1);
        bytes.Write(BitConverter.GetBytes(value));
        return this;
    }

    internal Payload Field(int field, ReadOnlySpan<byte> value)
    {
        Write(((ulong)field << 3) | 2);
        Write((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    internal Payload Field(int field, string value) => Field(field, Encoding.UTF8.GetBytes(value));

    internal Payload Field(int field, Payload value) => Field(field, value.Bytes);

    private static byte[] Of(string service, IEnumerable<Payload> items)
    {
        var scope = new Payload().Field(1, new Payload().Field(1, "a scope"));
        foreach (var item in items)
        {
            scope.Field(2, item);
        }

        var resource = new Payload().Field(1, Attribute("service.name", service));
        return new Payload().Field(1, new Payload().Field(1, resource).Field(2, scope)).Bytes;
    }

    private static byte[] BigEndian(UInt128 value) => Convert.FromHexString(value.ToString("x32"));

    private static byte[] BigEndian(ulong value) => Convert.FromHexString(value.ToString("x16"));

    private void Write(ulong varint)
    {
        for (; varint >= 0x80; varint >>= 7)
        {
            bytes.WriteByte((byte)(varint | 0x80));
        }

        bytes.WriteByte((byte)varint);
    }
}
