namespace Aspire.Hosting.Execution;

/// <summary>The folder, within the data folder, in which a store keeps its data over runs.</summary>
internal sealed class DataVolumeAnnotation(string name) : IResourceAnnotation
{
    internal string Name { get; } = name;

    /// <summary>The volume's name; null when the data is not to be kept.</summary>
    internal static string? NameOf(IResource resource) => resource.Annotations.OfType<DataVolumeAnnotation>().LastOrDefault()?.Name;
}
