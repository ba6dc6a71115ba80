using System.Buffers;
using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Sessions;

/// <summary>The name of a user.</summary>
[InputPattern("^[a-z0-9-]{3,32}$", "3 to 32 characters of a-z, 0-9 and '-'")]
[JsonConverter(typeof(InputConverter<Username>))]
internal sealed record Username : Input<Username>, IInput<Username>
{
    /// <summary>The user who may change the catalog and see everyone's orders. Exists from the start.</summary>
    public static readonly Username Admin = new("admin");

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private Username(string value) : base(value) { }

    public static bool Accepts(string text) => text.Length is >= 3 and <= 32 && !text.AsSpan().ContainsAnyExcept(Allowed);

    static Username IInput<Username>.Of(string text) => new(text);
}
