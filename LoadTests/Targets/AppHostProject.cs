using System.Text.Json;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>The AppHost of somebody else's application, as a project that is built before it is started.</summary>
/// <param name="Path">Of its project file.</param>
internal sealed record AppHostProject(string Path)
{
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <param name="path">A project file, or the folder of one.</param>
    /// <exception cref="BadInputException">There is none, or more than one.</exception>
    public static AppHostProject Find(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var projects = File.Exists(full) ? new[] { full } : Directory.Exists(full) ? Directory.GetFiles(full, "*.csproj") : [];
        return projects switch
        {
            [var only] => new AppHostProject(only),
            [] => throw new BadInputException($"There is no project at {full}.", "Give --apphost the AppHost's project, or its folder."),
            _ => throw new BadInputException($"There are {projects.Length} projects in {full}.", "Give --apphost one of them."),
        };
    }

    /// <summary>Builds it, as this program is built.</summary>
    /// <returns>The assembly.</returns>
    /// <exception cref="InvalidRunException">It does not build: with what the build said last.</exception>
    public async Task<string> BuildAsync(CancellationToken cancellationToken)
    {
        string[] build =
        [
            "msbuild", Path, "-restore", "-target:Build", $"-property:Configuration={BuildPaths.Configuration}", "-nologo",
            "-verbosity:quiet", "-getProperty:TargetPath",
            // Alone it would be printed as it is.
            "-getProperty:TargetName",
        ];
        var (code, output, error) = await GuardedProgram.RunAsync(
            BuildPaths.Dotnet, build, Folder, cancellationToken);
        if (code != 0)
        {
            throw new InvalidRunException(
                $"{Path} does not build. Its last lines:{GuardedProgram.LastLines(output, error)}", "Mend what the lines say.");
        }

        using var properties = JsonDocument.Parse(output);
        return properties.RootElement.GetProperty("Properties").GetProperty("TargetPath").GetString()!;
    }
}
