using System.Diagnostics;
using System.Globalization;
using AspireStateless.Control;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.AppHost;

/// <summary>
/// Ends the AppHost when its orchestrator (DCP) has gone: what that ran ends with it, and Aspire itself would stay, and know of nothing. As
/// /proc tells; nowhere else.
/// </summary>
internal sealed class OrchestratorWatch(IHostApplicationLifetime lifetime, ILogger<OrchestratorWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(250);

    // Stopping asks the orchestrator too, which answers no more.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // The server that the AppHost talks to, and its child that runs the processes: either is nothing without the other.
        var server = await FirstAsync(
            arguments => arguments.Contains("start-apiserver") && !arguments.Contains("--detach"), Environment.ProcessId, stoppingToken);
        var controllers = await FirstAsync(arguments => arguments.Contains("run-controllers"), server, stoppingToken);
        var gone = await FirstEndedAsync([server, controllers], stoppingToken);
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            logger.LogCritical("The orchestrator (DCP, pid {Pid}) has ended, and what it ran ends with it. Start the AppHost again.", gone);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
            await Task.Delay(StopLimit, CancellationToken.None);
            Environment.Exit(1);
        }
    }

    private static async Task<int> FirstEndedAsync(int[] processes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Array.Find(processes, pid => !Directory.Exists($"/proc/{pid}")) is > 0 and var gone)
            {
                return gone;
            }

            await Task.Delay(LookAgainAfter, cancellationToken);
        }
    }

    private static async Task<int> FirstAsync(Func<string[], bool> isIt, int monitored, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = Process.GetProcessesByName("dcp").Select(process => process.Id)
                .Where(pid => ArgumentsOf(pid) is var arguments && isIt(arguments) && Monitors(arguments, monitored)).ToList();
            // A process that it has forked has its arguments too, until it becomes another program.
            if (found.Find(pid => !found.Contains(ProcessStat.Of(pid)?.Parent ?? 0)) is > 0 and var first)
            {
                return first;
            }

            await Task.Delay(LookAgainAfter, cancellationToken);
        }
    }

    private static bool Monitors(string[] arguments, int pid) =>
        arguments.SkipWhile(argument => argument != "--monitor").ElementAtOrDefault(1) == pid.ToString(CultureInfo.InvariantCulture);

    private static string[] ArgumentsOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
