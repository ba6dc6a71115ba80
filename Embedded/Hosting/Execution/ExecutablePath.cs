namespace Aspire.Hosting.Execution;

/// <summary>Finds programs.</summary>
internal static class ExecutablePath
{
    /// <summary>Full path of a program on <c>PATH</c> or in one of some folders besides; null if it is in none.</summary>
    internal static string? Find(string program, params IEnumerable<string> besides) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(besides)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
