using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Catalog;

/// <summary>The name of a product for people. The store takes no NUL, and a page no other control character.</summary>
[InputPattern(@"^[^\u0000-\u001f\u007f-\u009f]{1,200}$", "1 to 200 characters, none of them a control character")]
[JsonConverter(typeof(InputConverter<ProductName>))]
internal sealed record ProductName : IParsable<ProductName>
{
    private const int LengthMax = 200;

    private ProductName(string value) => Value = value;

    public string Value { get; }

    public override string ToString() => Value;

    public static ProductName Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var name) ? name : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ProductName result)
    {
        result = s is { Length: > 0 and <= LengthMax } && !s.Any(char.IsControl) ? new(s) : null;
        return result is not null;
    }
}
