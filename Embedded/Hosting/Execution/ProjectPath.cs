namespace Aspire.Hosting.Execution;

/// <summary>A project that is named by its file.</summary>
internal sealed class ProjectPath : IProjectMetadata
{
    private readonly string path;

    internal ProjectPath(string appHostDirectory, string projectPath)
    {
        path = Path.GetFullPath(projectPath, appHostDirectory);
        if (!File.Exists(path))
        {
            throw new DistributedApplicationException($"There is no project file '{path}'. A relative path starts at the AppHost's folder.");
        }
    }

    string IProjectMetadata.ProjectPath => path;
}
