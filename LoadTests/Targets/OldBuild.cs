using System.Diagnostics;

namespace AspireStateless.LoadTests.Targets;

/// <summary>An older Api of this repository, built in a worktree of its own, to run beside the present one.</summary>
internal static class OldBuild
{
    private const string Migrations = "Api/Storage/Migrations";

    /// <summary>Builds the Api of a commit; one that was built before is used again.</summary>
    /// <param name="from">What git knows as a commit; null for the newest one with fewer migrations, else the one before.</param>
    /// <returns>The path of its project.</returns>
    /// <exception cref="BadInputException">Git knows no such commit.</exception>
    /// <exception cref="InvalidRunException">There is no older commit, or it does not build.</exception>
    public static async Task<string> MakeAsync(string? from, Action<string> say, CancellationToken cancellationToken)
    {
        string commit = from is null ? await DefaultAsync(cancellationToken) : await ResolveAsync(from, cancellationToken);
        string folder = Path.Combine(BuildPaths.RepositoryRoot, "artifacts", "old", commit[..12]);
        string project = Path.Combine(folder, "Api", "Api.csproj");
        string built = Path.Combine(folder, "artifacts", "bin", "Api", "release", "Api.dll");
        if (File.Exists(built))
        {
            return project;
        }

        say($"building the Api of commit {commit[..12]}");
        if (!Directory.Exists(folder))
        {
            await RequireAsync("git", ["worktree", "add", "--detach", "--force", folder, commit], "git cannot check the commit out", cancellationToken);
        }

        await RequireAsync(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["build", project, "--configuration", "Release", "--nologo", "--verbosity", "quiet"],
            $"commit {commit[..12]} does not build",
            cancellationToken);
        return project;
    }

    private static async Task<string> ResolveAsync(string from, CancellationToken cancellationToken)
    {
        var (code, output) = await RunAsync("git", ["rev-parse", "--verify", "--quiet", $"{from}^{{commit}}"], cancellationToken);
        return code == 0 ? output.Trim() : throw new BadInputException($"git knows no commit '{from}'.", "Name a commit, a tag or a branch.");
    }

    private static async Task<string> DefaultAsync(CancellationToken cancellationToken)
    {
        int now = Directory.Exists(Path.Combine(BuildPaths.RepositoryRoot, Migrations))
            ? Directory.GetFiles(Path.Combine(BuildPaths.RepositoryRoot, Migrations), "*.sql").Length
            : 0;
        var (code, changes) = await RunAsync("git", ["log", "--format=%H", "--", Migrations], cancellationToken);
        foreach (string change in code == 0 ? changes.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [])
        {
            var (listed, files) = await RunAsync("git", ["ls-tree", "--name-only", $"{change}^", $"{Migrations}/"], cancellationToken);
            int then = files.Split('\n').Count(file => file.EndsWith(".sql", StringComparison.Ordinal));
            if (listed == 0 && then > 0 && then < now)
            {
                return await ResolveAsync($"{change}^", cancellationToken);
            }
        }

        var (last, before) = await RunAsync("git", ["rev-parse", "--verify", "--quiet", "HEAD~1^{commit}"], cancellationToken);
        return last == 0
            ? before.Trim()
            : throw new InvalidRunException("There is no older commit to upgrade from.", "Name one with --from, in a clone that has the history.");
    }

    private static async Task RequireAsync(string program, string[] arguments, string problem, CancellationToken cancellationToken)
    {
        var (code, output) = await RunAsync(program, arguments, cancellationToken);
        if (code != 0)
        {
            throw new InvalidRunException($"For the upgrade {problem}: {output.Trim().Split('\n')[^1]}", "Name another commit with --from.");
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
        process.Start();
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output.Length > 0 ? output : await error);
    }
}
