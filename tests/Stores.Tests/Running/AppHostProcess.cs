using System.Diagnostics;
using AspireStateless.Stores.Data;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>The sample AppHost in a process of its own.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private const string Marker = "STORES_TESTS_APPHOST";

    private readonly string _mark = Guid.NewGuid().ToString();
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _printed = [];

    private AppHostProcess(string[] args, string? temporaryPath)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "StoresAppHost.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment[Marker] = _mark;
        if (temporaryPath is not null)
        {
            // Postgres may be another user, who has to get through to what is inside.
            FileModes.MakePassable(temporaryPath);
            info.Environment["TMPDIR"] = temporaryPath;
        }

        _process = Process.Start(info)!;
        _process.StandardInput.Close();
        _error = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public int Id => _process.Id;

    /// <summary>It, and all that it has started.</summary>
    public IReadOnlyList<int> Processes => ProcessFacts.WithVariable(Marker, _mark);

    public static AppHostProcess Start(params string[] args) => new(args, temporaryPath: null);

    /// <summary>Starts one with temporary data, in a folder that no other test's AppHost looks into.</summary>
    public static AppHostProcess StartTemporary(string temporaryPath, params string[] args) =>
        new(["--Data=temporary", .. args], temporaryPath);

    /// <summary>The folder of its temporary data.</summary>
    public string DataFolder(string temporaryPath) =>
        Directory.EnumerateDirectories(temporaryPath, "aspire-data-*").Single(folder => FolderLock.HolderOf(folder) == $"{Id}");

    /// <summary>Waits until there is a line on standard output that begins with a text; returns what follows it.</summary>
    public async Task<string> PrintsAsync(string text)
    {
        var token = Deadline.Token;
        do
        {
            if (_printed.Find(line => line.StartsWith(text, StringComparison.Ordinal)) is { } found)
            {
                return found[text.Length..];
            }

            _printed.Add(await _process.StandardOutput.ReadLineAsync(token) ?? "");
        }
        while (!_process.HasExited);

        throw new InvalidOperationException($"It ended without '{text}'. {string.Join('\n', _printed)}\n{await _error}");
    }

    /// <summary>Waits until all runs, and counts one more in each store.</summary>
    public async Task<(long Redis, long Postgres)> CountAsync()
    {
        var redis = await PrintsAsync("redis is ready: ");
        var postgres = await PrintsAsync("database is ready: ");
        await PrintsAsync("waiter is ready");
        return (await StoreData.CountInRedisAsync(redis), await StoreData.CountInPostgresAsync(postgres));
    }

    public void RequestStop() => Signals.TrySend(Id, Signal.SIGTERM);

    /// <summary>
    /// Kills it, alone or with the orchestrator, and waits until all that it has started is gone; returns how long that took.
    /// </summary>
    public async Task<TimeSpan> KillAsync(bool withOrchestrator)
    {
        var orchestrators = withOrchestrator ? Orchestrators : [];
        Signals.TrySend(Id, Signal.SIGKILL);
        SendTo(orchestrators, Signal.SIGKILL);
        var begun = TimeProvider.System.GetTimestamp();
        await Deadline.UntilAsync(() => Processes.Count == 0);
        return TimeProvider.System.GetElapsedTime(begun);
    }

    public void SendOrchestrator(Signal signal) => SendTo(Orchestrators, signal);

    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(Deadline.Token);
        await _process.WaitForExitAsync(Deadline.Token);
        return (_process.ExitCode, output, await _error);
    }

    /// <summary>Stops it as a person does, in good order and silence.</summary>
    public async Task StopsAsync()
    {
        RequestStop();
        var (exitCode, _, errors) = await EndAsync();
        Assert.Equal((0, ""), (exitCode, errors));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    // Not the small processes that watch over each program and container: these are what is left to end what an orchestrator leaves.
    private IReadOnlyList<int> Orchestrators =>
    [
        .. Processes.Where(pid =>
            ProcessFacts.NameOf(pid) == "dcp" && !ProcessFacts.CommandOf(pid).Contains("monitor-", StringComparison.Ordinal)),
    ];

    private static void SendTo(IEnumerable<int> pids, Signal signal)
    {
        foreach (var pid in pids)
        {
            Signals.TrySend(pid, signal);
        }
    }
}
