using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Accounts;

/// <summary>The name of a user.</summary>
[InputPattern("^[a-z0-9-]{3,32}$", "3 to 32 characters of a-z, 0-9 and '-'")]
[JsonConverter(typeof(InputConverter<Username>))]
internal sealed record Username : IParsable<Username>
{
    /// <summary>The user who may change the catalog and see everyone's orders. Exists from the start.</summary>
    public static readonly Username Admin = new("admin");

    private const int LengthMin = 3;
    private const int LengthMax = 32;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private Username(string value) => Value = value;

    public string Value { get; }

    public override string ToString() => Value;

    public static Username Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var name) ? name : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Username result)
    {
        result = s is { Length: >= LengthMin and <= LengthMax } && !s.AsSpan().ContainsAnyExcept(Allowed) ? new(s) : null;
        return result is not null;
    }
}
