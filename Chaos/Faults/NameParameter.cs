using System.Text.Json;
using System.Text.Json.Nodes;

namespace AspireStateless.Chaos.Faults;

/// <summary>The name of something, which may be left out.</summary>
/// <param name="What">What it names, for people.</param>
internal sealed record NameParameter(string Name, string What) : FaultParameter(Name)
{
    public override object? Default => null;

    public override object Parse(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Wrong(What);
}
