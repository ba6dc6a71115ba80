namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources.</summary>
public abstract class Resource : IResource
{
    /// <exception cref="ArgumentException">The name breaks the rule of <see cref="IResource.Name"/>; the message says how.</exception>
    protected Resource(string name)
    {
        ResourceName.Validate(name);
        Name = name;
    }

    /// <inheritdoc />
    public virtual string Name { get; }

    /// <inheritdoc />
    public virtual ResourceAnnotationCollection Annotations { get; } = [];

    /// <inheritdoc />
    public override string ToString() => Name;
}
