using Aspire.Hosting.ApplicationModel;

namespace AspireStateless.Stores.Kinds;

/// <summary>What a store's resource has in common with every other, whether a program or a container stands behind it.</summary>
/// <param name="Engine">Whose protocol it speaks.</param>
/// <param name="Kind">What stands behind it.</param>
/// <param name="Endpoint">Where it listens.</param>
/// <param name="Password">Generated, kept beside its data.</param>
public sealed record StoreAnnotation(StoreEngine Engine, StoreKind Kind, EndpointReference Endpoint, ParameterResource Password) : IResourceAnnotation
{
    /// <summary>What is known of a resource as a store; null for one that is none.</summary>
    public static StoreAnnotation? Of(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<StoreAnnotation>().LastOrDefault();
    }
}
