using System.Text.Json;
using System.Text.Json.Nodes;

namespace AspireStateless.Chaos.Faults;

/// <summary>A whole number.</summary>
internal sealed record NumberParameter(string Name, long Least, long Most, long? Otherwise) : FaultParameter(Name)
{
    public override object? Default => Otherwise;

    public override object Parse(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out var number)
            && number >= Least && number <= Most
            ? number
            : throw Wrong($"a whole number from {Least} to {Most}");
}
