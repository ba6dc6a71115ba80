namespace Aspire.Hosting.Postgres;

/// <summary>The files of a server.</summary>
internal static class PostgresCluster
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes an empty cluster, unless there is one. A crash on the way leaves none rather than half of one.</summary>
    internal static async Task MakeAsync(PostgresFolder folder, PostgresServerResource server, LaunchContext context)
    {
        if (File.Exists(Path.Combine(folder.Path, "PG_VERSION")))
        {
            return;
        }

        var beside = folder with { Path = folder.Path + ".new" };
        context.Services.Launcher.Guard(beside.Path);
        await EndFormerProcessesAsync(beside.Path, context.CancellationToken).ConfigureAwait(false);
        Clear(beside.Path);
        await beside.MakeAsync().ConfigureAwait(false);
        var user = await server.UserNameReference.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
        var passwordFile = Path.Combine(beside.Path, "..", $"{Path.GetFileName(beside.Path)}.password");
        try
        {
            await WritePasswordAsync(passwordFile, server, context).ConfigureAwait(false);
            await folder.TakeAsync(passwordFile).ConfigureAwait(false);
            string[] arguments = ["-D", beside.Path, "-U", user!, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale=C", "--no-instructions"];
            var initdb = PostgresPrograms.Find("initdb", server);
            await InitializeAsync(new ProcessStart(initdb, arguments, beside.Path, context.Environment, folder.User), context)
                .ConfigureAwait(false);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        Clear(folder.Path);
        Directory.Move(beside.Path, folder.Path);
    }

    /// <summary>
    /// After SIGKILL of the server its children leave by themselves, as a rule within milliseconds; one that was recovering waits up to a minute for
    /// a checkpoint by a process that is gone. A new server refuses the shared memory they hold, so what is left of the former is killed. A process
    /// of the server has the data folder as its working directory, and nobody but this host's servers is there. The former's pid file goes as well:
    /// a new server would take any process that has that pid by now, even a dead one that nobody has collected, for the former.
    /// </summary>
    internal static async Task EndFormerProcessesAsync(string path, CancellationToken cancellationToken)
    {
        while (ProcessTree.In(path) is { Count: > 0 } former)
        {
            former.ForEach(pid => Signals.Send(pid, Signal.Kill));
            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }

        if (ProcessTree.IsKnown && Directory.Exists(path))
        {
            File.Delete(Path.Combine(path, "postmaster.pid"));
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // As a child that dies with the host: an initdb that lived on would write into the folder of the next one.
    private static async Task InitializeAsync(ProcessStart initdb, LaunchContext context)
    {
        var output = new ConsoleLog();
        var process = await context.Services.Launcher.StartAsync(initdb, output).ConfigureAwait(false);
        if (await process.Exited.ConfigureAwait(false) is not 0 and var exitCode)
        {
            throw new DistributedApplicationException(
                $"initdb failed with exit code {exitCode}: {string.Join(' ', output.Kept.Select(line => line.Content.Trim()))}");
        }
    }

    private static async Task WritePasswordAsync(string file, PostgresServerResource server, LaunchContext context)
    {
        var password = await server.PasswordParameter.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
        await using var writer = new StreamWriter(DataFolder.CreateFile(file));
        await writer.WriteAsync(password).ConfigureAwait(false);
    }
}
