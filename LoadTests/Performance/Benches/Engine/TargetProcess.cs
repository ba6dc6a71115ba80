using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>The bare endpoint of a bench, as a process of its own. It ends when its standard input does.</summary>
internal sealed partial class TargetProcess : IAsyncDisposable
{
    private const int StopSignal = 19; // SIGSTOP and SIGCONT of signal(7), on every Linux that .NET runs on.
    private const int ContinueSignal = 18;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);
    private readonly Process _process;

    private TargetProcess(Process process, IPEndPoint address) => (_process, Address) = (process, address);

    public IPEndPoint Address { get; }

    /// <param name="core">The only core that it may use; null for any.</param>
    /// <exception cref="InvalidRunException">It did not say where it listens.</exception>
    public static async Task<TargetProcess> StartAsync(int? core, CancellationToken cancellationToken)
    {
        var process = Tool.Start(Tool.Self("bench", "target"), core);
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return IPEndPoint.TryParse(line ?? "", out var address)
            ? new TargetProcess(process, address)
            : throw new InvalidRunException(
                $"The target of the bench did not start; it said '{line}'.", "Run 'LoadTests bench target' to see why.");
    }

    /// <summary>Stops the whole process for a while, as a long collection or a host that took its core away would.</summary>
    /// <returns>When it stood still: ticks of the monotonic clock.</returns>
    public async Task<(long From, long To)> FreezeAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        _ = Kill(_process.Id, StopSignal);
        var from = MonotonicClock.Now;
        try
        {
            await Task.Delay(length, cancellationToken);
        }
        finally
        {
            _ = Kill(_process.Id, ContinueSignal);
        }

        return (from, MonotonicClock.Now);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
