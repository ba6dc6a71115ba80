using System.Text.Json;
using System.Text.Json.Nodes;
using AspireStateless.Chaos.Control;

namespace AspireStateless.Chaos.Faults;

/// <summary>Something that a kind of fault takes.</summary>
/// <param name="Name">As in the request; a number's unit is part of it.</param>
internal abstract record FaultParameter(string Name)
{
    /// <summary>What it is without being given; null where it is then absent.</summary>
    internal abstract object? Default { get; }

    /// <exception cref="RefusedException">The value is not one that it takes.</exception>
    internal abstract object Parse(JsonNode? value);

    private protected RefusedException Wrong(string takes) =>
        RefusedException.BadRequest("invalid-parameter", $"The parameter '{Name}' takes {takes}.");
}

/// <summary>A whole number.</summary>
internal sealed record NumberParameter(string Name, long Least, long Most, long? Otherwise) : FaultParameter(Name)
{
    internal override object? Default => Otherwise;

    internal override object Parse(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out var number) && number >= Least && number <= Most
            ? number
            : throw Wrong($"a whole number from {Least} to {Most}");
}

/// <summary>One word out of a few.</summary>
internal sealed record ChoiceParameter(string Name, params string[] Choices) : FaultParameter(Name)
{
    internal override object? Default => Choices[0];

    internal override object Parse(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String && Choices.Contains(value.GetValue<string>())
            ? value.GetValue<string>()
            : throw Wrong($"one of: {string.Join(", ", Choices)}");
}

/// <summary>The id of an instance.</summary>
internal sealed record InstanceParameter(string Name) : FaultParameter(Name)
{
    internal override object? Default => null;

    internal override object Parse(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw Wrong("the id of an instance");
}
