namespace AspireStateless.Stores.Programs;

/// <summary>Finds programs of this machine.</summary>
internal static class ProgramPath
{
    private static readonly string[] PostgresParents = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>The Redis server; null where it is not installed.</summary>
    public static string? OfRedis => Find("redis-server", ["/usr/local/bin", "/opt/homebrew/bin"]);

    /// <summary>The folder of Postgres' programs; null where they are not installed. Debian and Homebrew keep them off the path.</summary>
    public static string? OfPostgres => Versions().Concat(SearchPath()).FirstOrDefault(
        folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")));

    /// <summary>Full path of a program on the path, or in one of some folders besides; null if it is in none.</summary>
    public static string? Find(string program, params IEnumerable<string> besides) =>
        SearchPath().Concat(besides).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string[] SearchPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Versions() => PostgresParents.Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Select(folder => (Folder: folder, Version: Version(Path.GetFileName(folder))))
        .Where(candidate => candidate.Version > 0)
        .OrderByDescending(candidate => candidate.Version)
        .Select(candidate => Path.Combine(candidate.Folder, "bin"));

    // "15" under Debian, "postgresql@15" under Homebrew.
    private static int Version(string folder) =>
        int.TryParse(folder[(folder.IndexOf('@', StringComparison.Ordinal) + 1)..], out var version) ? version : 0;
}
