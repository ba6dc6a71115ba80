namespace Aspire.Hosting.Execution;

/// <summary>A process this host started.</summary>
internal sealed class ChildProcess
{
    private readonly Process process;

    internal ChildProcess(Process process, ConsoleLog output)
    {
        this.process = process;
        Id = process.Id;
        process.StandardInput.Close();
        var outputs = Task.WhenAll(
            OutputReader.ReadAsync(process.StandardOutput, line => output.Write(line, isError: false)),
            OutputReader.ReadAsync(process.StandardError, line => output.Write(line, isError: true)));
        Exited = ExitAsync(outputs);
    }

    /// <summary>The pid; the application's own, since what starts it executes it in its own place.</summary>
    internal int Id { get; }

    /// <summary>Completes with the exit code: the process's own, or 128 plus the signal that ended it.</summary>
    internal Task<int> Exited { get; }

    /// <summary>Asks it to end; after a limit it is killed, and what it had started with it.</summary>
    internal async Task StopAsync(Signal signal, TimeSpan limit)
    {
        var descendants = ProcessTree.DescendantsOf(Id);
        Signals.Send(Id, signal);
        if (await Task.WhenAny(Exited, Task.Delay(limit)).ConfigureAwait(false) != Exited)
        {
            Signals.Send(Id, Signal.Kill);
            await Exited.ConfigureAwait(false);
        }

        descendants.Where(ProcessTree.IsAlive).ToList().ForEach(orphan => Signals.Send(orphan.Id, Signal.Kill));
    }

    private async Task<int> ExitAsync(Task outputs)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        // A child of the process may have inherited its output and keep it open: its last words are waited for, but not for long.
        await Task.WhenAny(outputs, Task.Delay(TimeSpan.FromMilliseconds(200))).ConfigureAwait(false);
        return process.ExitCode;
    }
}
