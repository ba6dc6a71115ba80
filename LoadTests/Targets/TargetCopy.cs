using System.Diagnostics;

namespace AspireStateless.LoadTests.Targets;

/// <summary>
/// A copy of a service at an address that nobody of ours controls. Its lives are counted, since its processes are not known: it has ended
/// when its address answers no more, and lives again when it does.
/// </summary>
/// <param name="name">Of it, such as <c>visits-1</c>.</param>
/// <param name="number">That commands know it by.</param>
/// <param name="isReady">Whether an address answers as one that serves.</param>
internal sealed class TargetCopy(string service, string name, int number, Uri url, Func<Uri, CancellationToken, Task<bool>> isReady)
{
    /// <summary>Above any that Linux gives out, so that no process of this machine is meant.</summary>
    public const int FirstPid = 1_000_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);
    private long _life = 1;
    private bool _runs = true;

    public string Name => name;

    public InstanceState State => new(
        service, name, FirstPid + number, _life, _runs ? InstanceStates.Running : InstanceStates.Finished,
        _runs ? url.GetLeftPart(UriPartial.Authority) : null, ExitCode: null, MonotonicClock.Now);

    /// <summary>Runs a command after which its address must not answer.</summary>
    /// <exception cref="CopyRefusedException">It fails, or the copy goes on.</exception>
    public async Task EndAsync(string command, CancellationToken cancellationToken)
    {
        await RunAsync(command, cancellationToken);
        await WaitAsync(answers: false, cancellationToken);
        _runs = false;
    }

    /// <summary>Runs a command after which it must answer again.</summary>
    /// <exception cref="CopyRefusedException">It fails, or the copy does not come back.</exception>
    public async Task BeginAsync(string command, CancellationToken cancellationToken)
    {
        await RunAsync(command, cancellationToken);
        await WaitAsync(answers: true, cancellationToken);
        (_life, _runs) = (_life + 1, true);
    }

    private static async Task RunAsync(string command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
            {
                throw new CopyRefusedException($"'{command}' ended with exit code {process.ExitCode}: {(await error).Trim()}");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new CopyRefusedException($"'{command}' did not end within {Limit.TotalSeconds} s");
        }
    }

    private async Task WaitAsync(bool answers, CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(Limit);
        while (await isReady(url, cancellationToken) != answers)
        {
            if (MonotonicClock.Now > until)
            {
                throw new CopyRefusedException(
                    $"{url} {(answers ? "does not answer" : "still answers")} after {Limit.TotalSeconds} s");
            }

            await Task.Delay(LookEvery, cancellationToken);
        }
    }
}
