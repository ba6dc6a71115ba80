using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Data;

/// <summary>
/// Locks of a data folder, which the kernel lets go of however their holder ends. One is the AppHost's. Each store has one more: the
/// store's processes inherit it from the <c>flock</c> that becomes the first of them. These outlive an AppHost that was killed by seconds,
/// and whatever that AppHost may still have asked the orchestrator for, no two servers are ever on the same files.
/// </summary>
internal static class FolderLock
{
    private const string File = "lock";
    private const string Holder = "holder";

    // Beyond the time in which the orchestrator ends what an AppHost left.
    private static readonly TimeSpan StoresLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>What a store's program is started by, which becomes that program; nothing where this machine has no <c>flock</c>.</summary>
    public static IReadOnlyList<string> Launcher(string store) =>
        ProgramPath.Find("flock") is { } flock ? [flock, "--no-fork", "--exclusive", Path.Combine(store, File)] : [];

    /// <summary>Takes the AppHost's lock, and writes down who has it.</summary>
    /// <exception cref="IOException">Another one holds it.</exception>
    public static FileStream Take(string folder)
    {
        var taken = Hold(folder, FileMode.OpenOrCreate);
        try
        {
            System.IO.File.WriteAllText(Path.Combine(folder, Holder), $"{Environment.ProcessId}");
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Takes the lock of a folder that is to be removed; whoever had it last is still known as that.</summary>
    /// <exception cref="IOException">Another one holds it, or has removed it.</exception>
    public static FileStream TakeAbandoned(string folder) => Hold(folder, FileMode.Open);

    /// <summary>The process that takes or took the lock last. In a file of its own: nobody can read one that another holds.</summary>
    public static string? HolderOf(string folder)
    {
        try
        {
            return System.IO.File.ReadAllText(Path.Combine(folder, Holder)) is { Length: > 0 } pid ? pid : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a folder is empty, or was taken before; a crash in the middle of that counts.</summary>
    public static bool IsOwn(string folder) =>
        HolderOf(folder) is not null
        || Directory.EnumerateFileSystemEntries(folder).All(entry => Path.GetFileName(entry) is File or Holder);

    /// <summary>Waits until no process is left on the stores of a folder.</summary>
    /// <param name="say">Told once, if there is anything to wait for.</param>
    /// <returns>False if one is still there after a limit.</returns>
    public static bool AwaitStores(string folder, Action<string>? say = null)
    {
        var limit = Environment.TickCount64 + (long)StoresLimit.TotalMilliseconds;
        while (!AreStoresGone(folder))
        {
            if (Environment.TickCount64 > limit)
            {
                return false;
            }

            say?.Invoke($"Waiting for the stores of a former AppHost on '{folder}' to end.");
            say = null;
            // Before or after all else of the application: there is nobody to give the thread back to.
            Thread.CurrentThread.Join(LookAgainAfter);
        }

        return true;
    }

    /// <summary>Whether no store process is left that was started on a folder.</summary>
    public static bool AreStoresGone(string folder) =>
        Directory.EnumerateDirectories(folder).Select(store => Path.Combine(store, File)).Where(System.IO.File.Exists).All(IsFree);

    private static FileStream Hold(string folder, FileMode mode) =>
        new(Path.Combine(folder, File), mode, FileAccess.ReadWrite, FileShare.None);

    private static bool IsFree(string file)
    {
        try
        {
            using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
