namespace Aspire.Hosting.ApplicationModel;

/// <summary>A server that Aspire runs as a container. Here it is a local process of a binary from the machine's packages.</summary>
public class ContainerResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport;
