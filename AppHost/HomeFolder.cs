namespace AspireStateless.AppHost;

/// <summary>The user's own folder, in which Aspire and its orchestrator keep what they need while they run.</summary>
internal static class HomeFolder
{
    /// <summary>Sees that it can be written: else the orchestrator does not start, and Aspire waits for it and does not say so.</summary>
    /// <exception cref="DistributedApplicationException">It cannot.</exception>
    public static void Check()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(home, ".aspire"));
            using var probe = File.Create(Path.Combine(folder.FullName, Path.GetRandomFileName()), bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The home folder '{home}' cannot be written ({exception.Message}). Set HOME to one that can: Aspire needs it.", exception);
        }
    }
}
