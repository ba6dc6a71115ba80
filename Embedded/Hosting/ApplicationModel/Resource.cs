namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources.</summary>
public abstract class Resource : IResource
{
    private const int NameLengthMax = 64;

    /// <exception cref="ArgumentException">The name breaks the rule of <see cref="IResource.Name"/>; the message says how.</exception>
    protected Resource(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = Fault(name) is { } fault ? throw new ArgumentException($"Resource name '{name}' is invalid: {fault}.", nameof(name)) : name;
    }

    /// <inheritdoc />
    public virtual string Name { get; }

    /// <inheritdoc />
    public virtual ResourceAnnotationCollection Annotations { get; } = [];

    /// <inheritdoc />
    public override string ToString() => Name;

    private static string? Fault(string name) =>
        name.Length > NameLengthMax ? $"it has {name.Length} characters, {NameLengthMax} are allowed"
        : !char.IsAsciiLetter(name[0]) ? "it has to start with an ASCII letter"
        : name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-') ? "only ASCII letters, digits and hyphens are allowed"
        : name.Contains("--", StringComparison.Ordinal) ? "it has two hyphens in a row"
        : name.EndsWith('-') ? "it ends with a hyphen"
        : null;
}
