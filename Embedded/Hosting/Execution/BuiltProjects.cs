namespace Aspire.Hosting.Execution;

/// <summary>Knows the built output of projects: of those the AppHost references from its own build; others are built at their first start.</summary>
internal sealed class BuiltProjects(Assembly? appHost)
{
    private readonly SemaphoreSlim oneBuildAtATime = new(1, 1);
    private readonly Dictionary<string, string> assemblies = appHost?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(metadata => metadata.Key.StartsWith("projectassembly:", StringComparison.Ordinal))
        .ToDictionary(metadata => metadata.Key["projectassembly:".Length..], metadata => metadata.Value!) ?? [];

    private readonly string configuration = appHost?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    /// <exception cref="DistributedApplicationException">The project does not build, or its output is gone.</exception>
    internal async Task<string> AssemblyOfAsync(IProjectMetadata project, LaunchContext context)
    {
        await oneBuildAtATime.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            if (!assemblies.TryGetValue(project.ProjectPath, out var assembly))
            {
                context.ReportState(KnownResourceStates.Building);
                assemblies[project.ProjectPath] = assembly = await BuildAsync(project.ProjectPath, context).ConfigureAwait(false);
            }

            return File.Exists(assembly) ? assembly : throw new DistributedApplicationException(
                $"The output '{assembly}' of '{project.ProjectPath}' is not there. Build the AppHost again.");
        }
        finally
        {
            oneBuildAtATime.Release();
        }
    }

    private async Task<string> BuildAsync(string projectPath, LaunchContext context)
    {
        // Who starts the AppHost may have built the project already, and then says so: a second build would only cost time.
        string[] build = context.Services.Configuration.GetValue("Embedded:SuppressBuild", false) ? [] : ["-target:Build", "-restore"];
        string[] arguments = ["msbuild", projectPath, .. build, $"-property:Configuration={configuration}", "-nologo",
            "-getProperty:TargetPath", "-getProperty:TargetFramework"];
        // With the environment the process will have: a project may leave out references by it.
        var (exitCode, output) = await Command.TryRunAsync("dotnet", arguments, context.Environment, context.CancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
        {
            context.Logger.LogError("{Output}", output);
            throw new DistributedApplicationException($"'{projectPath}' does not build; its output is in the log of '{context.Resource.Name}'.");
        }

        using var properties = JsonDocument.Parse(output);
        return properties.RootElement.GetProperty("Properties").GetProperty("TargetPath").GetString()!;
    }
}
