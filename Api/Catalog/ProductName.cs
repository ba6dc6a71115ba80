using System.Text.Json.Serialization;
using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Catalog;

/// <summary>The name of a product for people. The store takes no NUL, and a page no other control character.</summary>
[InputPattern(@"^[^\u0000-\u001f\u007f-\u009f]{1,200}$", "1 to 200 characters, none of them a control character")]
[JsonConverter(typeof(InputConverter<ProductName>))]
internal sealed record ProductName : Input<ProductName>, IInput<ProductName>
{
    private ProductName(string value) : base(value) { }

    public static bool Accepts(string text) => text.Length is > 0 and <= 200 && !text.Any(char.IsControl);

    static ProductName IInput<ProductName>.Of(string text) => new(text);
}
