namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of one instance has changed.</summary>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource of the model.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The instance: <c>{resource}-{8 letters}</c>, kept over restarts.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>Its state now.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
