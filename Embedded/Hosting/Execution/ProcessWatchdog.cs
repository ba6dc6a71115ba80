using System.Diagnostics;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Where the kernel does not kill children with their parent (macOS): a shell that reads the children's pids from a pipe, and kills them when
/// the pipe ends, which it does however this process dies.
/// </summary>
internal sealed class ProcessWatchdog : IDisposable
{
    private const string Script =
        """
        trap '' INT TERM HUP
        pids=' '
        while read -r change pid; do
          case $change in
            '+') pids="$pids$pid " ;;
            '-') pids=$(printf '%s' "$pids" | sed "s/ $pid / /") ;;
          esac
        done
        for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
        """;

    private readonly Lock gate = new();
    private readonly Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true })!;

    internal void Watch(ChildProcess process)
    {
        Tell($"+ {process.Id}");
        _ = process.Exited.ContinueWith(
            _ => Tell($"- {process.Id}"), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Dispose() => shell.Dispose();

    private void Tell(string line)
    {
        lock (gate)
        {
            shell.StandardInput.WriteLine(line);
            shell.StandardInput.Flush();
        }
    }
}
