using System.ComponentModel;
using System.Diagnostics;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>
/// A project of another commit of this repository, built in a worktree of its own, as this program is, and kept for the next time.
/// </summary>
internal static class CommitBuild
{
    public const string Api = "Api";
    public const string AppHost = "AppHost";
    private const int LinesShown = 12;
    private const int NameLength = 12;

    /// <param name="commit">Its full name.</param>
    /// <param name="project">The project's.</param>
    /// <returns>The folder that it is checked out in.</returns>
    /// <exception cref="InvalidRunException">It cannot be checked out, or does not build: with what the build said last.</exception>
    public static async Task<string> MakeAsync(string commit, string project, Action<string> say, CancellationToken cancellationToken)
    {
        var name = commit[..NameLength];
        var folder = Path.Combine(BuildPaths.RepositoryRoot, "artifacts", "old", name);
        var built = BuildPaths.BuiltIn(folder, project);
        if (File.Exists(built))
        {
            return folder;
        }

        say($"building the {project} of commit {name}");
        if (!Directory.Exists(folder))
        {
            await RequireAsync(
                "git", ["worktree", "add", "--detach", "--force", folder, commit], $"git cannot check commit {name} out",
                cancellationToken);
        }

        await RequireAsync(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["build", Path.Combine(folder, project), "--configuration", BuildPaths.Configuration, "--nologo", "--verbosity", "quiet"],
            $"commit {name} does not build",
            cancellationToken);
        return File.Exists(built)
            ? folder
            : throw new InvalidRunException(
                $"Commit {name} builds its {project} to another place than {built}, where it is looked for.", "Name a newer commit.");
    }

    /// <param name="name">What git knows as a commit: a commit, a tag, a branch.</param>
    /// <returns>Its full name.</returns>
    /// <exception cref="BadInputException">Git knows no such commit.</exception>
    public static async Task<string> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        var (code, output) = await RunAsync(
            "git", ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}"], cancellationToken);
        return code == 0 ? output.Trim()
            : throw new BadInputException($"git knows no commit '{name}'.", "Name a commit, a tag or a branch.");
    }

    /// <summary>Asks git about this repository.</summary>
    public static Task<(int Code, string Output)> GitAsync(string[] arguments, CancellationToken cancellationToken) =>
        RunAsync("git", arguments, cancellationToken);

    private static async Task RequireAsync(string program, string[] arguments, string problem, CancellationToken cancellationToken)
    {
        var (code, output) = await RunAsync(program, arguments, cancellationToken);
        if (code != 0)
        {
            var last = string.Concat(
                output.Trim().Split('\n').TakeLast(LinesShown).Select(line => $"{Environment.NewLine}  | {line.TrimEnd()}"));
            throw new InvalidRunException($"{problem}. Its last lines:{last}", "Name another commit, or mend what the lines say.");
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = BuildPaths.RepositoryRoot,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw new InvalidRunException($"{program} could not be started: {failure.Message}", $"Install {program}.", failure);
        }

        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output.Length > 0 ? output : await error);
    }
}
