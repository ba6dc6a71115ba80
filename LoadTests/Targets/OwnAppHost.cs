using System.Diagnostics;
using AspireStateless.LoadTests.Histories;

namespace AspireStateless.LoadTests.Targets;

/// <summary>
/// An AppHost that this run started and that ends with it: it stops when its standard input ends, which the kernel sees to even if
/// this process is killed.
/// </summary>
internal sealed class OwnAppHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;
    private readonly OutputFile _output;

    private OwnAppHost(Process process, OutputFile output) => (_process, _output) = (process, output);

    public AppHostAddress Address { get; private set; } = null!;

    /// <param name="outputPath">Gets everything that it prints.</param>
    /// <exception cref="InvalidRunException">It could not be started, or was not ready in time.</exception>
    public static async Task<OwnAppHost> StartAsync(OwnAppHostOptions options, string outputPath, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.AppHost))
        {
            throw new InvalidRunException($"The AppHost is not built: {options.AppHost} is missing.", "Build it: dotnet build LoadTests.");
        }

        var output = new OutputFile(outputPath);
        var started = new OwnAppHost(StartProcess(options, output), output);
        try
        {
            started.Address = await started.WaitForAddressAsync(options.AppHosts, cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already and nobody reads the pipe.
        }

        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _output.Dispose();
    }

    private static Process StartProcess(OwnAppHostOptions options, OutputFile output)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(options.AppHost)!,
            ArgumentList =
            {
                options.AppHost,
                $"--Replicas={options.Replicas}",
                "--Data=temporary",
                "--Chaos:StopWithStdin=true",
                "--Chaos:OwnHomes=true",
                "--DcpPublisher:RandomizePorts=true",
                // Nobody looks at it, and telemetry would take part of what is measured.
                "--DisableDashboard=true",
                "--Embedded:SuppressBuild=true",
            },
        };
        foreach (var (key, value) in options.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Write(line.Data);
        process.ErrorDataReceived += (_, line) => output.Write(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<AppHostAddress> WaitForAddressAsync(string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, $"{_process.Id}.json");
        long until = MonotonicClock.Now + MonotonicClock.Nanoseconds(StartLimit);
        while (AppHostAddress.TryRead(path) is var address)
        {
            if (address is not null)
            {
                return address;
            }

            if (_process.HasExited || MonotonicClock.Now > until)
            {
                await Task.Delay(LookEvery, cancellationToken);
                throw new InvalidRunException(
                    (_process.HasExited ? $"The AppHost ended with exit code {_process.ExitCode} before it was ready."
                        : $"The AppHost was not ready within {StartLimit.TotalSeconds} s.")
                    + $" Its last lines:{_output.LastLines}",
                    $"All that it printed is in {_output.Path}.");
            }

            await Task.Delay(LookEvery, cancellationToken);
        }

        throw new UnreachableException();
    }
}

/// <param name="AppHost">Path of AppHost.dll.</param>
/// <param name="AppHosts">The folder in which it will leave its address.</param>
/// <param name="Settings">Configuration keys, for the AppHost and, as they inherit its environment, the replicas.</param>
internal sealed record OwnAppHostOptions(string AppHost, string AppHosts, int Replicas, IReadOnlyDictionary<string, string> Settings);
