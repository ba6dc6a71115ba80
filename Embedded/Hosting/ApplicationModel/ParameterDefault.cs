namespace Aspire.Hosting.ApplicationModel;

/// <summary>The value of a parameter that nobody configured.</summary>
public abstract class ParameterDefault
{
    /// <summary>Makes the value.</summary>
    public abstract string GetDefaultValue();
}

/// <summary>Random letters and digits from a cryptographic generator.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // No 0, O, 1, l or I: people read these aloud.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Length in characters; 22 give 127 bits.</summary>
    public int MinLength { get; set; } = 22;

    /// <inheritdoc />
    public override string GetDefaultValue() => RandomNumberGenerator.GetString(Alphabet, MinLength);
}
