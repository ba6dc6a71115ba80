using System.Diagnostics;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>The sample AppHost in a process of its own.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private const string Marker = "STORES_TESTS_APPHOST";
    private const int Terminate = 15;

    private readonly string mark = Guid.NewGuid().ToString();
    private readonly Process process;
    private readonly Task<string> error;
    private readonly List<string> printed = [];

    private AppHostProcess(string[] args)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "StoresAppHost.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment[Marker] = mark;
        process = Process.Start(info)!;
        process.StandardInput.Close();
        error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    internal int Id => process.Id;

    /// <summary>It, and all that it has started.</summary>
    internal IReadOnlyList<int> Processes => ProcessTable.WithVariable(Marker, mark);

    internal static AppHostProcess Start(params string[] args) => new(args);

    /// <summary>Waits until there is a line on standard output that begins with a text; returns what follows it.</summary>
    internal async Task<string> PrintsAsync(string text)
    {
        var token = Deadline.Token;
        do
        {
            if (printed.Find(line => line.StartsWith(text, StringComparison.Ordinal)) is { } found)
            {
                return found[text.Length..];
            }

            printed.Add(await process.StandardOutput.ReadLineAsync(token) ?? "");
        }
        while (!process.HasExited);

        throw new InvalidOperationException($"It ended without '{text}'. {string.Join('\n', printed)}\n{await error}");
    }

    /// <summary>Waits until all runs, and counts one more in each store.</summary>
    internal async Task<(long Redis, long Postgres)> CountAsync()
    {
        var redis = await PrintsAsync("redis is ready: ");
        var postgres = await PrintsAsync("database is ready: ");
        await PrintsAsync("waiter is ready");
        return (await StoreData.CountInRedisAsync(redis), await StoreData.CountInPostgresAsync(postgres));
    }

    internal void RequestStop() => Signals.Send(Id, Terminate);

    /// <summary>Kills it, alone or with the orchestrator, and waits until all that it has started is gone; returns how long that took.</summary>
    internal async Task<TimeSpan> KillAsync(bool withOrchestrator)
    {
        foreach (var pid in Processes.Where(pid => pid == Id || (withOrchestrator && IsOrchestrator(pid))))
        {
            Signals.Send(pid, Signals.Kill);
        }

        var begun = TimeProvider.System.GetTimestamp();
        await Deadline.UntilAsync(() => Processes.Count == 0);
        return TimeProvider.System.GetElapsedTime(begun);
    }

    internal async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        var output = await process.StandardOutput.ReadToEndAsync(Deadline.Token);
        await process.WaitForExitAsync(Deadline.Token);
        return (process.ExitCode, output, await error);
    }

    /// <summary>Stops it as a person does, in good order and silence.</summary>
    internal async Task StopsAsync()
    {
        RequestStop();
        var (exitCode, _, errors) = await EndAsync();
        Assert.Equal((0, ""), (exitCode, errors));
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    // Not the small processes that watch over each program and container: these are what is left to end what an orchestrator leaves.
    private static bool IsOrchestrator(int pid) =>
        ProcessTable.NameOf(pid) == "dcp" && !ProcessTable.CommandOf(pid).Contains("monitor-", StringComparison.Ordinal);
}
