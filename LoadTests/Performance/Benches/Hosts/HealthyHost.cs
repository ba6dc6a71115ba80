using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Benches.Hosts;

/// <summary>An AppHost as people start one, with three replicas, all of them healthy. It has ended once no process of it is left.</summary>
internal sealed class HealthyHost : IAsyncDisposable
{
    private const int Replicas = 3;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private readonly OwnAppHost _appHost;

    private HealthyHost(OwnAppHost appHost) => _appHost = appHost;

    public AppHostAddress Address => _appHost.Address;

    /// <summary>From the start of its process until all replicas were healthy.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>The AppHost's own, and all that it started.</summary>
    public IReadOnlyList<int> Processes => LinuxProcess.OfAppHost(Address.Pid);

    /// <param name="name">Of the file that gets what it prints.</param>
    /// <param name="with">What else is said of it.</param>
    /// <exception cref="InvalidRunException">It did not start, or was not healthy in time.</exception>
    public static async Task<HealthyHost> StartAsync(
        string name, bool dashboard, CancellationToken cancellationToken, Func<OwnAppHostOptions, OwnAppHostOptions>? with = null)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new InvalidRunException("Processes are found in /proc.", "It needs Linux: use such a machine.");
        }

        var options = new OwnAppHostOptions(Replicas, new Dictionary<string, string>(), dashboard);
        var start = new AppHostStart(Replicas);
        var log = BuildPaths.BenchLog(name);
        var host = new HealthyHost(await OwnAppHost.StartAsync(with?.Invoke(options) ?? options, start, log, cancellationToken));
        try
        {
            host.Took = await Task.WhenAny(start.Healthy, Task.Delay(StartLimit, cancellationToken)) == start.Healthy
                ? await start.Healthy
                : throw new InvalidRunException($"Its replicas were not healthy within {StartLimit.TotalSeconds} s.", $"Look at {log}.");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        ProcessIdentity[] processes = [.. Processes.Select(ProcessIdentity.Of).OfType<ProcessIdentity>()];
        await _appHost.DisposeAsync();
        // What is measured next is not to share the machine with what the orchestrator still ends.
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(EndLimit);
        while (MonotonicClock.Now < until && Array.Exists(processes, process => process.IsAlive()))
        {
            await Task.Delay(LookEvery);
        }
    }
}
