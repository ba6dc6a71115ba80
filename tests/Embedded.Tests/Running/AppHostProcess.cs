using System.Diagnostics;
using Aspire.Hosting.Execution;

namespace AspireStateless.Embedded.Tests.Running;

/// <summary>The sample AppHost in a process of its own.</summary>
internal sealed class AppHostProcess : IDisposable
{
    internal const string Marker = "EMBEDDED_TESTS_APPHOST";

    /// <summary>SIGSTOP, by its number on Linux.</summary>
    internal const Signal Stop = (Signal)19;

    private readonly Process process;
    private readonly Task<string> error;

    private AppHostProcess(ProcessStartInfo info)
    {
        process = Process.Start(info)!;
        process.StandardInput.Close();
        error = process.StandardError.ReadToEndAsync(Deadline.Token);
    }

    internal int Id => process.Id;

    /// <summary>In the environment of everything that it starts.</summary>
    internal string Mark { get; private init; } = "";

    internal static AppHostProcess Start(IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        var mark = Guid.NewGuid().ToString();
        var info = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : ExecutablePath.Find("dotnet")!,
            [Path.Combine(AppContext.BaseDirectory, "SampleAppHost.dll"), "--DisableDashboard=true", .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment[Marker] = mark;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

        return new AppHostProcess(info) { Mark = mark };
    }

    internal static AppHostProcess Start(params string[] args) => Start(environment: null, ["--DcpPublisher:RandomizePorts=true", .. args]);

    /// <summary>Waits for a line on standard output that holds a text.</summary>
    internal async Task<string> PrintsAsync(string text)
    {
        var printed = new List<string>();
        var token = Deadline.Token;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(token) is { } line)
            {
                printed.Add(line);
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }

            throw new InvalidOperationException($"It ended without '{text}'. {string.Join('\n', printed)}\n{await error}");
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It never printed '{text}'. {string.Join('\n', printed)}");
        }
    }

    internal void Signal(Signal signal) => Signals.Send(Id, signal);

    /// <summary>Kills it and waits until all that it has started is gone; returns how long that took.</summary>
    internal async Task<TimeSpan> KillAsync()
    {
        // Held still while it is looked at, so that nothing is started between the look and the kill.
        Signal(Stop);
        var children = ProcessTree.DescendantsOf(Id).Select(child => child.Id).ToList();
        Signal(Aspire.Hosting.Execution.Signal.Kill);
        var begun = TimeProvider.System.GetTimestamp();
        await Deadline.UntilAsync(() => !children.Exists(ProcessTable.IsAlive) && ProcessTable.WithVariable(Marker, Mark).Count == 0);
        return TimeProvider.System.GetElapsedTime(begun);
    }

    internal async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        var output = await process.StandardOutput.ReadToEndAsync(Deadline.Token);
        await process.WaitForExitAsync(Deadline.Token);
        return (process.ExitCode, output, await error);
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
