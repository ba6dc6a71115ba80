using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>Starts another process of a replica that runs, as it was started itself, without the AppHost.</summary>
internal static class ReplicaStart
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="replica">Whose command and environment it gets.</param>
    /// <returns>Until it said that it and its stores are ready.</returns>
    /// <exception cref="InvalidRunException">It ended, or said nothing in time.</exception>
    public static async Task<TimeSpan> MeasureAsync(int replica, CancellationToken cancellationToken)
    {
        var url = FreeUrl();
        var command = LinuxProcess.CommandLine(replica);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in LinuxProcess.Environment(replica))
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = url.OriginalString;
        using var output = new OutputFile(BuildPaths.BenchLog("replica"));
        using var probe = new ReadinessProbe();
        var from = MonotonicClock.Now;
        using var process = new Process { StartInfo = start };
        output.Start(process);
        try
        {
            var isReady = await ReadinessWait.UntilReadyAsync(
                () => probe.IsReadyAsync(url, cancellationToken), () => !process.HasExited && Took() < Limit, cancellationToken);
            return isReady ? Took() : throw new InvalidRunException(
                $"A replica was not ready within {Took().TotalSeconds:F0} s. Its last lines:{output.LastLines}",
                $"All that it printed is in {output.Path}.");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        TimeSpan Took() => MonotonicClock.Span(MonotonicClock.Now - from);
    }

    private static Uri FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
