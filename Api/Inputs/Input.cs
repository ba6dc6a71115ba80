using System.Diagnostics.CodeAnalysis;

namespace AspireStateless.Api.Inputs;

/// <summary>A text that keeps the rule of its type: whoever has one need not look at it again.</summary>
internal abstract record Input<TSelf> : IParsable<TSelf>
    where TSelf : Input<TSelf>, IInput<TSelf>
{
    protected Input(string value) => Value = value;

    public string Value { get; }

    /// <summary>What is written where its text is.</summary>
    protected virtual string Shown => Value;

    public static TSelf Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var input) ? input : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TSelf result)
    {
        result = s is not null && TSelf.Accepts(s) ? TSelf.Of(s) : null;
        return result is not null;
    }

    public sealed override string ToString() => Shown;
}

/// <summary>The rule of an <see cref="Input{TSelf}"/>, which <see cref="InputPatternAttribute"/> publishes.</summary>
internal interface IInput<TSelf>
{
    static abstract bool Accepts(string text);

    /// <summary>Makes one of a text that is accepted.</summary>
    static abstract TSelf Of(string text);
}
