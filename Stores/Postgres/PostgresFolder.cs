using AspireStateless.Stores.Data;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Postgres;

/// <summary>
/// Where the server's files are, and as whom it runs. It refuses to run as root: then it runs as user <c>postgres</c>, and where that user
/// cannot reach the data folder the files go to an <see cref="OutsideFolder"/>.
/// </summary>
/// <param name="Store">The store's folder, where its lock is.</param>
/// <param name="Path">The folder; it may not be there yet.</param>
/// <param name="User">The user to run as; null is the AppHost's own.</param>
internal sealed record PostgresFolder(string Store, string Path, string? User)
{
    private const string ServerUser = "postgres";
    private const string Folder = "pgdata";

    /// <summary>What a program is started by to hold the store's lock and run as <see cref="User"/>; it becomes that program.</summary>
    public IReadOnlyList<string> Launcher => [.. FolderLock.Launcher(Store), .. LauncherOf(User)];

    /// <exception cref="DistributedApplicationException">This is root, and there is no way to be anyone else.</exception>
    public static PostgresFolder Of(string store)
    {
        var inside = System.IO.Path.Combine(store, Folder);
        if (!Environment.IsPrivilegedProcess)
        {
            return new(store, inside, User: null);
        }

        if (ProgramPath.Find("setpriv") is null)
        {
            throw new DistributedApplicationException(
                "Postgres refuses to run as root, and setpriv is not here to run it as 'postgres'. Start as another user.");
        }

        FileModes.MakePassable(store);
        FileModes.MakePassable(System.IO.Path.GetDirectoryName(store)!);
        var isOutside = OutsideFolder.Known(store) is not null || (!Directory.Exists(inside) && !CanReach(store));
        return new(store, isOutside ? System.IO.Path.Combine(OutsideFolder.Of(store), Folder) : inside, ServerUser);
    }

    /// <summary>The files' folder of a store, where there is one already; whatever the user.</summary>
    public static bool HasData(string store) =>
        File.Exists(System.IO.Path.Combine(store, Folder, "PG_VERSION"))
        || (OutsideFolder.Known(store) is { } outside && File.Exists(System.IO.Path.Combine(outside, Folder, "PG_VERSION")));

    /// <summary>Gives a file or folder to the server's user.</summary>
    public void Take(string path)
    {
        if (User is not null)
        {
            Command.Run($"'{path}' cannot be given to user '{User}'", ["chown", $"{User}:", path]);
        }
    }

    private static string[] LauncherOf(string? user) => user is null
        ? []
        : [ProgramPath.Find("setpriv")!, "--reuid", user, "--regid", user, "--init-groups", "--"];

    // Every folder above has to be passable for the other user; asking as that user is the only test that knows all reasons.
    private static bool CanReach(string folder) =>
        Command.TryRun([.. LauncherOf(ServerUser), "test", "-x", folder], Timeout.InfiniteTimeSpan).ExitCode == 0;
}
