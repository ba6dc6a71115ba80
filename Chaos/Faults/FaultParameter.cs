using System.Text.Json.Nodes;

namespace AspireStateless.Chaos.Faults;

/// <summary>Something that a kind of fault takes.</summary>
/// <param name="Name">As in the request; a number's unit is part of it.</param>
internal abstract record FaultParameter(string Name)
{
    /// <summary>What it is without being given; null where it is then absent.</summary>
    public abstract object? Default { get; }

    /// <summary>Whether it has to be given.</summary>
    public virtual bool IsRequired => false;

    /// <exception cref="RefusedException">The value is not one that it takes.</exception>
    public abstract object Parse(JsonNode? value);

    private protected RefusedException Wrong(string takes) =>
        RefusedException.BadRequest("invalid-parameter", $"The parameter '{Name}' takes {takes}.");
}
