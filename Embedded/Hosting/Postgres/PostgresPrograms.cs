namespace Aspire.Hosting.Postgres;

/// <summary>Where this machine has the programs of Postgres: on the path, or where Debian and Homebrew put the newest version.</summary>
internal static class PostgresPrograms
{
    private static readonly string[] Parents = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <exception cref="DistributedApplicationException">It is not installed; the message says how to.</exception>
    internal static string Find(string program, PostgresServerResource server) =>
        ExecutablePath.Find(program, Versions(), server, "postgresql", "postgresql");

    private static IEnumerable<string> Versions() => Parents.Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Select(folder => (Folder: folder, Version: Version(Path.GetFileName(folder))))
        .Where(candidate => candidate.Version > 0)
        .OrderByDescending(candidate => candidate.Version)
        .Select(candidate => Path.Combine(candidate.Folder, "bin"));

    // "15" under Debian, "postgresql@15" under Homebrew.
    private static int Version(string folder) =>
        int.TryParse(folder[(folder.IndexOf('@', StringComparison.Ordinal) + 1)..], out var version) ? version : 0;
}
