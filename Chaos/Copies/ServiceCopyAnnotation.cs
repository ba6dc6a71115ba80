namespace AspireStateless.Chaos.Copies;

/// <summary>Marks a resource as one of several copies of a service: Aspire itself has replicas of projects only.</summary>
/// <param name="Service">What the harness calls them all.</param>
/// <param name="Number">Which it is, from 0.</param>
internal sealed record ServiceCopyAnnotation(string Service, int Number) : IResourceAnnotation
{
    /// <returns>Null for what is no copy.</returns>
    public static ServiceCopyAnnotation? Of(IResource resource) => resource.Annotations.OfType<ServiceCopyAnnotation>().LastOrDefault();

    /// <summary>What the harness calls a resource.</summary>
    public static string NameOf(IResource resource) => Of(resource)?.Service ?? resource.Name;
}
