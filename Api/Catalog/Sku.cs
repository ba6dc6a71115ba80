using System.Buffers;
using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Catalog;

/// <summary>The name of a product for machines.</summary>
[InputPattern("^[A-Z0-9-]{1,32}$", "1 to 32 characters of A-Z, 0-9 and '-'")]
[JsonConverter(typeof(InputConverter<Sku>))]
internal sealed record Sku : Input<Sku>, IInput<Sku>
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private Sku(string value) : base(value) { }

    public static bool Accepts(string text) => text.Length is > 0 and <= 32 && !text.AsSpan().ContainsAnyExcept(Allowed);

    static Sku IInput<Sku>.Of(string text) => new(text);
}
