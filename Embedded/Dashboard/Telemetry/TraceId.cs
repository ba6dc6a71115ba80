using System.Buffers.Binary;
using System.Globalization;

namespace AspireStateless.Dashboard.Telemetry;

/// <summary>The id of a trace: 16 bytes, written as 32 hexadecimal digits. The default is no trace.</summary>
internal readonly record struct TraceId(UInt128 Value)
{
    public const int Length = 16;

    public bool IsNone => Value == 0;

    /// <param name="bytes">16 bytes, as they are sent.</param>
    public static TraceId Of(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public static bool TryParse(string? text, out TraceId id)
    {
        var parsed = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        id = new(value);
        return parsed && text!.Length == 2 * Length && value != 0;
    }

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
