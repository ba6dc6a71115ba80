using System.Buffers;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Visits;

/// <summary>The name of a page whose visits are counted.</summary>
[InputPattern("^[a-z0-9-]{1,64}$", "1 to 64 characters of a-z, 0-9 and '-'")]
internal sealed record PageName : Input<PageName>, IInput<PageName>
{
    /// <summary>The page that <c>GET /</c> counts.</summary>
    public static readonly PageName Home = new("home");

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private PageName(string value) : base(value) { }

    public static bool Accepts(string text) => text.Length is > 0 and <= 64 && !text.AsSpan().ContainsAnyExcept(Allowed);

    static PageName IInput<PageName>.Of(string text) => new(text);
}
