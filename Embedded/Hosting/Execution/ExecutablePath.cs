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

    /// <summary>The same for a program that a resource cannot do without.</summary>
    /// <exception cref="DistributedApplicationException">It is in none; the message says what to install.</exception>
    internal static string Find(string program, IEnumerable<string> besides, IResource resource, string package, string formula) =>
        Find(program, besides) ?? throw new DistributedApplicationException(
            $"Resource '{resource.Name}' needs {program}, which is not installed. Install it (Debian: apt-get install {package}; macOS: "
            + $"brew install {formula}), or run the Aspire stack, which takes it from a container image: -p:HostingStack=Aspire.");
}
