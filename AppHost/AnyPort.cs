namespace AspireStateless.AppHost;

/// <summary>Frees a project from the ports of its launch profile.</summary>
internal static class AnyPort
{
    /// <summary>Takes free ports for all endpoints: two builds of one project cannot both have the ports of its launch profile.</summary>
    public static IResourceBuilder<ProjectResource> WithAnyPort(this IResourceBuilder<ProjectResource> project)
    {
        foreach (var endpoint in project.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.Port = null;
        }

        return project;
    }
}
