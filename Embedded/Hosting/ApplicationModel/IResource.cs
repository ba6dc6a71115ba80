namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application graph: a project, a store, a parameter.</summary>
public interface IResource
{
    /// <summary>1 to 64 ASCII letters, digits and single hyphens, starting with a letter; unique ignoring case.</summary>
    string Name { get; }

    /// <summary>Everything that was said about the resource while the graph was built.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
