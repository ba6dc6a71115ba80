namespace Aspire.Hosting.Postgres;

/// <summary>
/// Where the server's files are, and as whom it runs. It refuses to run as root: then it runs as user <c>postgres</c>, and where that user cannot
/// reach the data folder the files go to an <see cref="OutsideFolder"/>.
/// </summary>
/// <param name="Path">The folder; it may not be there yet.</param>
/// <param name="User">The user to run as; null is the host's own.</param>
internal sealed record PostgresFolder(string Path, string? User)
{
    private const string ServerUser = "postgres";

    internal static async Task<PostgresFolder> OfAsync(string volume, ILogger logger)
    {
        var inside = System.IO.Path.Combine(volume, "pgdata");
        if (!Environment.IsPrivilegedProcess || await CanReachAsync(volume).ConfigureAwait(false))
        {
            return new(inside, Environment.IsPrivilegedProcess ? ServerUser : null);
        }

        var outside = System.IO.Path.Combine(OutsideFolder.Of(volume), "pgdata");
        logger.LogInformation("User {User} cannot reach '{Volume}'; the server's files are in '{Folder}'.", ServerUser, volume, outside);
        return new(outside, ServerUser);
    }

    /// <summary>Makes the folder, for the server's user alone.</summary>
    internal async Task MakeAsync()
    {
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await TakeAsync(Path).ConfigureAwait(false);
    }

    /// <summary>Gives a file or folder to the server's user.</summary>
    internal async Task TakeAsync(string path)
    {
        if (User is not null)
        {
            await Command.RunAsync("chown", [$"{User}:", path]).ConfigureAwait(false);
        }
    }

    // Every folder above has to be passable for the other user; asking as that user is the only test that knows all reasons.
    private static async Task<bool> CanReachAsync(string volume)
    {
        File.SetUnixFileMode(volume, (UnixFileMode)0b111_001_001);
        return (await Command.TryRunAsync("setpriv", ["--reuid", ServerUser, "--regid", ServerUser, "--init-groups", "test", "-x", volume])
            .ConfigureAwait(false)).ExitCode == 0;
    }
}
