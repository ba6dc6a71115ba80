using System.Buffers.Binary;
using System.Globalization;

namespace AspireStateless.Dashboard.Telemetry;

/// <summary>The id of a span in its trace: 8 bytes, written as 16 hexadecimal digits. The default is no span.</summary>
internal readonly record struct SpanId(ulong Value)
{
    public const int Length = 8;

    public bool IsNone => Value == 0;

    /// <param name="bytes">8 bytes, as they are sent.</param>
    public static SpanId Of(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
