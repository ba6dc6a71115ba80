using System.Text.Json;
using System.Text.Json.Nodes;

namespace AspireStateless.Chaos.Faults;

/// <summary>One word or more, which have to be given.</summary>
internal sealed record WordsParameter(string Name) : FaultParameter(Name)
{
    public override object? Default => null;

    public override bool IsRequired => true;

    public override object Parse(JsonNode? value) =>
        value is JsonArray { Count: > 0 } words && words.All(word => word?.GetValueKind() == JsonValueKind.String)
            ? (IReadOnlyList<string>)[.. words.Select(word => word!.GetValue<string>())]
            : throw Wrong("a list of words, one at least");
}
