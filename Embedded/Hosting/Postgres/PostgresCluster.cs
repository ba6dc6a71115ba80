using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;

namespace Aspire.Hosting.Postgres;

/// <summary>The files of a server.</summary>
internal static class PostgresCluster
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes an empty cluster, unless there is one. A crash on the way leaves none rather than half of one.</summary>
    internal static async Task MakeAsync(PostgresFolder folder, PostgresServerResource server, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(folder.Path, "PG_VERSION")))
        {
            return;
        }

        var beside = folder with { Path = folder.Path + ".new" };
        if (Directory.Exists(beside.Path))
        {
            Directory.Delete(beside.Path, recursive: true);
        }

        await beside.MakeAsync().ConfigureAwait(false);
        var user = await server.UserNameReference.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var passwordFile = Path.Combine(beside.Path, "..", $"{Path.GetFileName(beside.Path)}.password");
        try
        {
            await WritePasswordAsync(passwordFile, folder.User, await server.PasswordParameter.GetValueAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            string[] initdb =
            [
                PostgresPrograms.Find("initdb")!, "-D", beside.Path, "-U", user!, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale=C", "--no-instructions",
            ];
            string[] identity = folder.User is { } owner ? ["setpriv", "--reuid", owner, "--regid", owner, "--init-groups"] : ["env"];
            await Command.RunAsync(identity[0], [.. identity[1..], .. initdb]).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        if (Directory.Exists(folder.Path))
        {
            Directory.Delete(folder.Path, recursive: true);
        }

        Directory.Move(beside.Path, folder.Path);
    }

    /// <summary>
    /// After SIGKILL of the server its children notice and leave by themselves, within milliseconds as a rule; until then a new server refuses
    /// the shared memory they hold. A process of the server has the data folder as its working directory.
    /// </summary>
    internal static async Task WaitForFormerProcessesAsync(string path, CancellationToken cancellationToken)
    {
        while (ProcessTree.AnyIn(path))
        {
            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task WritePasswordAsync(string file, string? owner, string? password)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        await using (var writer = new StreamWriter(file, options))
        {
            await writer.WriteAsync(password).ConfigureAwait(false);
        }

        if (owner is not null)
        {
            await Command.RunAsync("chown", [$"{owner}:", file]).ConfigureAwait(false);
        }
    }
}
