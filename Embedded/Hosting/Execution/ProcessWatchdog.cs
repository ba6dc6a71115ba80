namespace Aspire.Hosting.Execution;

/// <summary>
/// For what the kernel does not kill with this process: a shell that reads from a pipe whom to kill when the pipe ends, which it does however this
/// process dies. On macOS that is every child. On Linux it is the children of a server that was killed with this process: whoever has the server's
/// folder as working directory.
/// </summary>
internal sealed class ProcessWatchdog : IDisposable
{
    private const string Script =
        """
        trap '' INT TERM HUP
        pids=' '
        folders=
        while read -r change what; do
          case $change in
            '+') pids="$pids$what " ;;
            '-') pids=$(printf '%s' "$pids" | sed "s/ $what / /") ;;
            '@') folders="$folders$what
        " ;;
            '.') folders= ;;
          esac
        done
        for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
        IFS='
        '
        for folder in $folders; do
          for process in /proc/[0-9]*; do
            [ "$process/cwd" -ef "$folder" ] && kill -9 "${process#/proc/}"
          done
        done 2>/dev/null
        """;

    private readonly Lock gate = new();
    private readonly Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true })!;

    internal void Watch(ChildProcess process)
    {
        Tell($"+ {process.Id}");
        _ = process.Exited.ContinueWith(
            _ => Tell($"- {process.Id}"), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Watches the processes that have a folder as their working directory.</summary>
    internal void Watch(string folder) => Tell($"@ {folder}");

    // An orderly end: whoever is in a folder later belongs to somebody else.
    public void Dispose()
    {
        Tell(".");
        shell.Dispose();
    }

    private void Tell(string line)
    {
        lock (gate)
        {
            shell.StandardInput.WriteLine(line);
            shell.StandardInput.Flush();
        }
    }
}
