namespace AspireStateless.Stores.Kinds;

/// <summary>What a store's resource has in common with every other, whether a program or a container stands behind it.</summary>
/// <param name="Engine">Whose protocol it speaks.</param>
/// <param name="Endpoint">Where it listens.</param>
public sealed record StoreAnnotation(StoreEngine Engine, EndpointReference Endpoint) : IResourceAnnotation
{
    /// <summary>What is known of a resource as a store; null for one that is none.</summary>
    public static StoreAnnotation? Of(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<StoreAnnotation>().LastOrDefault();
    }
}
