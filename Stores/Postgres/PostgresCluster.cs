using System.Globalization;
using AspireStateless.Stores.Data;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Postgres;

/// <summary>The files of a server.</summary>
internal static class PostgresCluster
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes an empty cluster, unless there is one. A crash on the way leaves none rather than half of one.</summary>
    public static void Make(PostgresFolder folder, string programs, string password)
    {
        if (File.Exists(Path.Combine(folder.Path, "PG_VERSION")))
        {
            return;
        }

        // Of another name at each try: without a lock an initdb that outlived its AppHost may still write to the one before.
        var parent = Path.GetDirectoryName(folder.Path)!;
        Array.ForEach(Directory.GetDirectories(parent, "new-*"), former => Directory.Delete(former, recursive: true));
        Array.ForEach(Directory.GetFiles(parent, "new-*"), File.Delete);
        var beside = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"new-{Environment.ProcessId}"));
        var passwordFile = beside + ".password";
        try
        {
            FileModes.MakeOwnersFolder(beside);
            folder.Take(beside);
            using (var writer = new StreamWriter(FileModes.CreateOwners(passwordFile)))
            {
                writer.Write(password);
            }

            folder.Take(passwordFile);
            Command.Run($"initdb cannot make '{folder.Path}'", [.. folder.Launcher, Path.Combine(programs, "initdb"),
                "-D", beside, "-U", PostgresProgramResource.UserName,
                $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"]);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Directory.Move(beside, folder.Path);
    }

    /// <exception cref="DistributedApplicationException">The files are of another major version than the programs.</exception>
    public static void CheckVersion(PostgresFolder folder, string programs)
    {
        var file = Path.Combine(folder.Path, "PG_VERSION");
        if (!File.Exists(file))
        {
            return;
        }

        var made = File.ReadAllText(file).Trim();
        var (_, says) = Command.TryRun([Path.Combine(programs, "postgres"), "--version"], Timeout.InfiniteTimeSpan);
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var words = says.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2 && words[2].Split('.')[0] is var major && major != made)
        {
            throw new DistributedApplicationException(
                $"The data in '{folder.Path}' is of Postgres {made}, and this machine has Postgres {major}. Install Postgres {made}, "
                + "upgrade the data with pg_upgrade, or choose another folder with --Data=<folder>.");
        }
    }

    /// <summary>
    /// After SIGKILL of the server its children leave by themselves, as a rule within milliseconds; one that was recovering waits up to a
    /// minute for a checkpoint by a process that is gone. A new server refuses the shared memory they hold, so what is left of the former
    /// is killed. A process of the server has its files' folder as its working directory, and nobody but this AppHost's servers is there:
    /// the lock says so. The former's pid file goes as well: a new server would take any process that has that pid by now for the former.
    /// </summary>
    public static async Task EndFormerProcessesAsync(PostgresFolder folder, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(folder.Path))
        {
            return;
        }

        while (ProcessesIn(folder.Path) is { Count: > 0 } former)
        {
            former.ForEach(pid => Signals.TrySend(pid, Signal.SIGKILL));
            await Task.Delay(LookAgainAfter, cancellationToken);
        }

        File.Delete(Path.Combine(folder.Path, "postmaster.pid"));
    }

    /// <summary>Whether a process is one of the server's; where that cannot be known, the orchestrator's word has to do.</summary>
    public static bool IsServers(PostgresFolder folder, int pid) => !OperatingSystem.IsLinux() || WorkingFolder(pid) == folder.Path;

    private static List<int> ProcessesIn(string folder) => [.. ProcessTable.Pids().Where(pid => WorkingFolder(pid) == folder)];

    private static string? WorkingFolder(int pid)
    {
        try
        {
            return Directory.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
