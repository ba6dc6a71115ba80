using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using AspireStateless.Control;
using Microsoft.Extensions.Configuration;

namespace AspireStateless.AppHost;

/// <summary>
/// Starts a project's built output in place of <c>dotnet run</c>. That would stay as the parent of each replica: 137 MB that hide the
/// service, so that the pid which the host knows is another one, and SIGKILL of it would leave the service behind.
/// </summary>
internal static class BuiltProject
{
    // What a harness that this application runs would find in its environment: projects leave out by it what runs already.
    private const string BuiltByAppHost = ControlVariables.Url;

    /// <summary>
    /// Takes the launcher away. A project that the AppHost does not reference is built before its first start, unless configuration
    /// <c>Projects:SuppressBuild</c> says that this was done. Started from an IDE, projects stay its own, so that breakpoints work.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithoutLauncher(this IResourceBuilder<ProjectResource> project)
    {
        var configuration = project.ApplicationBuilder.Configuration;
        if (configuration["DEBUG_SESSION_PORT"] is not null || !project.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return project;
        }

        var path = project.Resource.GetProjectMetadata().ProjectPath;
        string? assembly = null;
        return project
            .WithAnnotation(new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = Path.GetDirectoryName(path)! })
            .WithArgs(async context => context.Args.Insert(
                0, assembly ??= await AssemblyOfAsync(path, build: !configuration.GetValue<bool>("Projects:SuppressBuild"))));
    }

    private static async Task<string> AssemblyOfAsync(string project, bool build)
    {
        var known = typeof(BuiltProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key == $"projectassembly:{project}")?.Value;
        var assembly = known ?? await AskAsync(project, build);
        return File.Exists(assembly)
            ? assembly
            : throw new DistributedApplicationException($"The output '{assembly}' of '{project}' is not there. Build it again.");
    }

    private static async Task<string> AskAsync(string project, bool build)
    {
        if (!File.Exists(project))
        {
            throw new DistributedApplicationException($"There is no project '{project}'.");
        }

        var configuration = typeof(BuiltProject).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        string[] arguments = ["msbuild", project, .. build ? ["-target:Build", "-restore"] : Array.Empty<string>(),
            $"-property:Configuration={configuration}", "-nologo", "-getProperty:TargetPath", "-getProperty:TargetFramework"];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[BuiltByAppHost] = "built by the AppHost";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException($"'{project}' does not build: {(output + await error).Trim()}");
        }

        using var properties = JsonDocument.Parse(output);
        return properties.RootElement.GetProperty("Properties").GetProperty("TargetPath").GetString()!;
    }
}
