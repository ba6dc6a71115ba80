namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, run as one or more identical processes.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;

/// <summary>How many processes of a project run.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>1 or more.</summary>
    public int Replicas { get; } = replicas;
}
