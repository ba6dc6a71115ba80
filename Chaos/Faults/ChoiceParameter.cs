using System.Text.Json;
using System.Text.Json.Nodes;

namespace AspireStateless.Chaos.Faults;

/// <summary>One word out of a few.</summary>
internal sealed record ChoiceParameter(string Name, params string[] Choices) : FaultParameter(Name)
{
    public override object? Default => Choices[0];

    public override object Parse(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String && Choices.Contains(value.GetValue<string>())
            ? value.GetValue<string>()
            : throw Wrong($"one of: {string.Join(", ", Choices)}");
}
