namespace Aspire.Hosting.Execution;

/// <summary>
/// Starts processes that die with this one, however it dies. On Linux the kernel sees to it: PR_SET_PDEATHSIG, set by <c>setpriv</c>, which is
/// tied to the thread that forked; so all starts are made by one thread that lives as long as the process. Elsewhere a watchdog does.
/// </summary>
internal sealed class ProcessLauncher : IDisposable
{
    // The parent may die before the child has asked to die with it: the child then finds another parent and gives up. It takes bash (-p: without the
    // user's own settings): a plain sh drops variables whose names are no identifiers, ConnectionStrings__shop-cache for example.
    private const string UnlessOrphan = "[ \"$PPID\" = \"$0\" ] || exit 1; exec \"$@\"";

    // The AppHost's own hosting settings are not the services'. As in Aspire.
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL"];

    private readonly BlockingCollection<Action> starts = [];
    private readonly Lazy<ProcessWatchdog> watchdog = new(() => new ProcessWatchdog());

    public ProcessLauncher() =>
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "process launcher" }.Start();

    private static bool HasParentDeathSignal { get; } = Array.TrueForAll(["setpriv", "setsid", "bash"], tool => ExecutablePath.Find(tool) is not null);

    /// <summary>Starts a process; its output goes to a log.</summary>
    /// <exception cref="DistributedApplicationException">The command cannot be executed.</exception>
    internal async Task<ChildProcess> StartAsync(ProcessStart start, ConsoleLog output)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        starts.Add(() =>
        {
            try
            {
                started.SetResult(new ChildProcess(Process.Start(StartInfo(start))!, output));
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
            {
                started.SetException(new DistributedApplicationException($"'{start.Command}' cannot be started: {exception.Message}", exception));
            }
        });
        var process = await started.Task.ConfigureAwait(false);
        if (!HasParentDeathSignal)
        {
            watchdog.Value.Watch(process);
        }

        return process;
    }

    /// <summary>
    /// Takes care that nobody is left in a folder when this process dies: children of a child, which the kernel does not tell of that.
    /// </summary>
    internal void Guard(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            watchdog.Value.Watch(folder);
        }
    }

    public void Dispose()
    {
        starts.CompleteAdding();
        if (watchdog.IsValueCreated)
        {
            watchdog.Value.Dispose();
        }
    }

    private static ProcessStartInfo StartInfo(ProcessStart start)
    {
        string[] command = [start.Command, .. start.Arguments];
        if (HasParentDeathSignal)
        {
            // Its own session, so that Ctrl+C reaches the host alone, which then stops everything in order.
            string[] identity = start.User is { } user ? ["--reuid", user, "--regid", user, "--init-groups"] : [];
            string[] tied = ["bash", "-p", "-c", UnlessOrphan, $"{Environment.ProcessId}", .. command];
            command = ["setsid", "setpriv", "--pdeathsig", "KILL", .. identity, "--", .. tied];
        }

        var info = Command.Piped(command[0], command[1..], start.Environment);
        info.WorkingDirectory = start.WorkingDirectory;
        Array.ForEach([.. NotInherited.Except(start.Environment.Keys)], name => info.Environment.Remove(name));
        return info;
    }
}
