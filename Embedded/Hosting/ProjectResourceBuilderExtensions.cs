namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the AppHost references.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject());

    /// <summary>Adds a project by the path of its project file, relative to the AppHost's folder. It is built at its first start.</summary>
    /// <exception cref="DistributedApplicationException">There is no such file.</exception>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath)
    {
        var path = Path.GetFullPath(projectPath, builder.AppHostDirectory);
        return File.Exists(path) ? builder.AddProject(name, new ProjectFile(path)) : throw new DistributedApplicationException(
            $"There is no project file '{path}'. A relative path starts at the AppHost's folder.");
    }

    /// <summary>Runs a project as several identical processes behind its endpoints.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="replicas">1 or more; fixed once the application is built.</param>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        if (replicas < 1)
        {
            throw new DistributedApplicationException($"'{builder.Resource.Name}' is to run as {replicas} replicas; it has to be 1 or more.");
        }

        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>How many processes a resource runs as.</summary>
    public static int GetReplicaCount(this IResource resource) =>
        resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;

    private static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata)
    {
        var profile = LaunchProfile.Choose(metadata.ProjectPath, builder.Configuration);
        var project = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(new LaunchRecipeAnnotation(new ProjectRecipe(metadata, profile)))
            .WithLifecycleCommands();
        foreach (var url in profile?.Urls ?? [])
        {
            project.WithEndpoint(port: url.Port, scheme: url.Scheme, name: url.Scheme);
        }

        return project;
    }

    private sealed record ProjectFile(string ProjectPath) : IProjectMetadata;
}
