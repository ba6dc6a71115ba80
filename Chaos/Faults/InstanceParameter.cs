using System.Text.Json;
using System.Text.Json.Nodes;

namespace AspireStateless.Chaos.Faults;

/// <summary>The id of an instance.</summary>
internal sealed record InstanceParameter(string Name) : FaultParameter(Name)
{
    public override object? Default => null;

    public override object Parse(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Wrong("the id of an instance");
}
