using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Accounts;

/// <summary>A password as its owner typed it. Never written anywhere: its text is a row of dots.</summary>
[InputPattern("^[\\s\\S]{8,128}$", "8 to 128 characters")]
[JsonConverter(typeof(InputConverter<Password>))]
internal sealed class Password : IParsable<Password>
{
    private const int LengthMin = 8;
    private const int LengthMax = 128;

    private Password(string value) => Value = value;

    public string Value { get; }

    public override string ToString() => "••••••••";

    public static Password Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var password) ? password : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Password result)
    {
        result = s is { Length: >= LengthMin and <= LengthMax } ? new(s) : null;
        return result is not null;
    }
}
