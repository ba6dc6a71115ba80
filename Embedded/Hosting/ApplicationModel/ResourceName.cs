namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rule for resource names.</summary>
internal static class ResourceName
{
    private const int LengthMax = 64;

    internal static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Fault(name) is { } fault)
        {
            throw new ArgumentException($"Resource name '{name}' is invalid: {fault}.", nameof(name));
        }
    }

    private static string? Fault(string name) =>
        name.Length > LengthMax ? $"it has {name.Length} characters, {LengthMax} are allowed"
        : !char.IsAsciiLetter(name[0]) ? "it has to start with an ASCII letter"
        : name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') ? "only ASCII letters, digits and hyphens are allowed"
        : name.Contains("--", StringComparison.Ordinal) ? "it has two hyphens in a row"
        : name.EndsWith('-') ? "it ends with a hyphen"
        : null;
}
