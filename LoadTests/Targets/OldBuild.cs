using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>An older Api of this repository, to run beside the present one.</summary>
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
        var commit = from is null ? await DefaultAsync(cancellationToken) : await CommitBuild.ResolveAsync(from, cancellationToken);
        return BuildPaths.ApiOf(await CommitBuild.MakeAsync(commit, CommitBuild.Api, say, cancellationToken));
    }

    private static async Task<string> DefaultAsync(CancellationToken cancellationToken)
    {
        var now = Directory.Exists(Path.Combine(BuildPaths.RepositoryRoot, Migrations))
            ? Directory.GetFiles(Path.Combine(BuildPaths.RepositoryRoot, Migrations), "*.sql").Length
            : 0;
        var (code, changes, _) = await CommitBuild.GitAsync(["log", "--format=%H", "--", Migrations], cancellationToken);
        foreach (var change in code == 0 ? changes.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [])
        {
            string[] list = ["ls-tree", "--name-only", $"{change}^", $"{Migrations}/"];
            var (listed, files, _) = await CommitBuild.GitAsync(list, cancellationToken);
            var then = files.Split('\n').Count(file => file.EndsWith(".sql", StringComparison.Ordinal));
            if (listed == 0 && then > 0 && then < now)
            {
                return await CommitBuild.ResolveAsync($"{change}^", cancellationToken);
            }
        }

        var (last, before, _) = await CommitBuild.GitAsync(["rev-parse", "--verify", "--quiet", "HEAD~1^{commit}"], cancellationToken);
        return last == 0
            ? before.Trim()
            : throw new InvalidRunException(
                "There is no older commit to upgrade from.", "Name one with --from, in a clone that has the history.");
    }
}
