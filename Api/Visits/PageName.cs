using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Visits;

/// <summary>The name of a page whose visits are counted.</summary>
[InputPattern("^[a-z0-9-]{1,64}$", "1 to 64 characters of a-z, 0-9 and '-'")]
internal sealed record PageName : IParsable<PageName>
{
    /// <summary>The page that <c>GET /</c> counts.</summary>
    public static readonly PageName Home = new("home");

    private const int LengthMax = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private PageName(string value) => Value = value;

    public string Value { get; }

    public static PageName Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var page) ? page : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PageName result)
    {
        result = s is { Length: > 0 and <= LengthMax } && !s.AsSpan().ContainsAnyExcept(Allowed) ? new(s) : null;
        return result is not null;
    }
}
