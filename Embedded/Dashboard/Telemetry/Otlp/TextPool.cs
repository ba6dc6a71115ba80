using System.Text;

namespace AspireStateless.Dashboard.Telemetry.Otlp;

/// <summary>
/// Texts of a payload as strings. Short ones are shared: names, routes and attributes are the same in thousands of items, which are then
/// neither built again nor kept twice.
/// </summary>
/// <remarks>Safe for use by several threads: a slot is one reference, and whatever string stands there is compared before it is used.</remarks>
internal sealed class TextPool
{
    private const int SharedBytesMax = 64;

    private readonly string?[] slots = new string?[8_192];

    /// <summary>Makes a text of UTF-8; what is longer than <see cref="OtlpLimits.TextBytesMax"/> ends there.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > SharedBytesMax)
        {
            return Encoding.UTF8.GetString(Cut(utf8));
        }

        if (utf8.IsEmpty)
        {
            return "";
        }

        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var slot = ref slots[(uint)hash.ToHashCode() % (uint)slots.Length];
        // Texts beyond ASCII compare as different and are made anew: they are rare.
        if (slot is not { } shared || !Ascii.Equals(utf8, shared))
        {
            slot = shared = Encoding.UTF8.GetString(utf8);
        }

        return shared;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= OtlpLimits.TextBytesMax)
        {
            return utf8;
        }

        var end = OtlpLimits.TextBytesMax;
        // Not in the middle of a character: its further bytes begin with 10.
        while (end > 0 && (utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return utf8[..end];
    }
}
