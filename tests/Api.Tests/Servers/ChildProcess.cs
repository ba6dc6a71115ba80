using System.Collections.Concurrent;
using System.Diagnostics;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>A process that dies with the tests, also when they are killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly BlockingCollection<Action> Starts = StartThread();

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What the process wrote so far, both streams.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public static async Task<ChildProcess> StartAsync(
        string fileName, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? user = null)
    {
        string[] guard = OperatingSystem.IsLinux() ? ["setpriv", .. As(user), "--pdeathsig", "KILL", "--"] : [];
        string[] command = [.. guard, fileName, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Record(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Record(line.Data);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                child._process.Start();
                child._process.BeginOutputReadLine();
                child._process.BeginErrorReadLine();
                started.SetResult();
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(exception);
            }
        });
        await started.Task;
        return child;
    }

    public void Signal(Signal signal) => Signals.Send(Id, signal);

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    // The kernel kills a child when the thread that started it ends, so one thread that never ends starts them all.
    private static BlockingCollection<Action> StartThread()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "Child processes",
        }.Start();
        return starts;
    }

    private static string[] As(string? user) => user is null ? [] : ["--reuid", user, "--regid", user, "--init-groups"];

    private void Record(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
