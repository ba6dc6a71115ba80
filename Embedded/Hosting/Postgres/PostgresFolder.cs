using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.Execution;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Postgres;

/// <summary>
/// Where the server's files are, and as whom it runs. It refuses to run as root: then it runs as user <c>postgres</c>, and where that user cannot
/// reach the data folder the files go to <c>/var/tmp</c>, in a folder named by a random id that is kept in the data folder; so password and data
/// are still lost together, not one without the other.
/// </summary>
/// <param name="Path">The folder; it may not be there yet.</param>
/// <param name="User">The user to run as; null is the host's own.</param>
internal sealed record PostgresFolder(string Path, string? User)
{
    private const string ServerUser = "postgres";
    private const string IdFile = "location";

    internal static async Task<PostgresFolder> OfAsync(string volume, ILogger logger)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new(System.IO.Path.Combine(volume, "pgdata"), User: null);
        }

        var inside = System.IO.Path.Combine(volume, "pgdata");
        if (await CanReachAsync(volume).ConfigureAwait(false))
        {
            return new(inside, ServerUser);
        }

        var idFile = System.IO.Path.Combine(volume, IdFile);
        if (!File.Exists(idFile))
        {
            var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
            await File.WriteAllTextAsync(idFile, string.Create(CultureInfo.InvariantCulture, $"/var/tmp/aspire-postgres-{id}")).ConfigureAwait(false);
        }

        var outside = (await File.ReadAllTextAsync(idFile).ConfigureAwait(false)).Trim();
        logger.LogInformation("User {User} cannot reach '{Volume}'; the server's files are in '{Folder}'.", ServerUser, volume, outside);
        return new(outside, ServerUser);
    }

    /// <summary>Makes the folder, for the server's user alone.</summary>
    internal async Task MakeAsync()
    {
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (User is not null)
        {
            await Command.RunAsync("chown", [$"{User}:", Path]).ConfigureAwait(false);
        }
    }

    /// <summary>Removes what a store kept outside its volume.</summary>
    internal static void RemoveOutside(string volume)
    {
        var idFile = System.IO.Path.Combine(volume, IdFile);
        if (File.Exists(idFile) && File.ReadAllText(idFile).Trim() is var outside && Directory.Exists(outside))
        {
            Directory.Delete(outside, recursive: true);
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
