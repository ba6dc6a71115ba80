namespace Aspire.Hosting.ApplicationModel;

/// <summary>The finished graph.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>The resources of the graph.</summary>
    public IResourceCollection Resources { get; } = resources;
}
