using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Catalog;

/// <summary>The name of a product for machines.</summary>
[InputPattern("^[A-Z0-9-]{1,32}$", "1 to 32 characters of A-Z, 0-9 and '-'")]
[JsonConverter(typeof(InputConverter<Sku>))]
internal sealed record Sku : IParsable<Sku>
{
    private const int LengthMax = 32;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private Sku(string value) => Value = value;

    public string Value { get; }

    public override string ToString() => Value;

    public static Sku Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var sku) ? sku : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Sku result)
    {
        result = s is { Length: > 0 and <= LengthMax } && !s.AsSpan().ContainsAnyExcept(Allowed) ? new(s) : null;
        return result is not null;
    }
}
