using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>
/// A project of another commit of this repository, built in a worktree of its own, as this program is, and kept for the next time.
/// </summary>
internal static class CommitBuild
{
    public const string Api = "Api";
    public const string AppHost = "AppHost";
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
        if (!await IsCheckedOutAsync(folder, commit, cancellationToken))
        {
            if (Directory.Exists(folder))
            {
                // Left half-made by whoever was ended in the middle of it.
                Directory.Delete(folder, recursive: true);
            }

            await RequireAsync(
                "git", ["worktree", "add", "--detach", "--force", folder, commit], $"git cannot check commit {name} out",
                cancellationToken);
        }

        await RequireAsync(
            BuildPaths.Dotnet,
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
        var (code, output, error) = await GitAsync(["rev-parse", "--verify", "--end-of-options", $"{name}^{{commit}}"], cancellationToken);
        if (code == 0)
        {
            return output.Trim();
        }

        var (_, shallow, _) = await GitAsync(["rev-parse", "--is-shallow-repository"], cancellationToken);
        throw new BadInputException(
            $"git does not give the commit '{name}': {error.Trim().ReplaceLineEndings(" ")}",
            shallow.Trim() == "true"
                ? "This clone is shallow: git fetch --unshallow brings the commits that it lacks."
                : "Name a commit, a tag or a branch of this repository, or mend what git says.");
    }

    /// <summary>Asks git about this repository.</summary>
    public static Task<(int Code, string Output, string Error)> GitAsync(string[] arguments, CancellationToken cancellationToken) =>
        GuardedProgram.RunAsync("git", arguments, BuildPaths.RepositoryRoot, cancellationToken);

    // Of an empty folder git would tell where the repository around it is.
    private static async Task<bool> IsCheckedOutAsync(string folder, string commit, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, ".git")))
        {
            return false;
        }

        var (code, output, _) = await GitAsync(["-C", folder, "rev-parse", "HEAD"], cancellationToken);
        var (_, changes, _) = await GitAsync(["-C", folder, "status", "--porcelain", "--untracked-files=no"], cancellationToken);
        return code == 0 && output.Trim() == commit && changes.Length == 0;
    }

    private static async Task RequireAsync(string program, string[] arguments, string problem, CancellationToken cancellationToken)
    {
        var (code, output, error) = await GuardedProgram.RunAsync(program, arguments, BuildPaths.RepositoryRoot, cancellationToken);
        if (code != 0)
        {
            throw new InvalidRunException(
                $"{problem}. Its last lines:{GuardedProgram.LastLines(output, error)}", "Name another commit, or mend what the lines say.");
        }
    }
}
