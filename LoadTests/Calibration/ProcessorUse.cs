using AspireStateless.LoadTests.Load.Hosts;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Calibration;

/// <summary>Measures how much processor time the harness and the AppHost take while traffic runs.</summary>
internal sealed class ProcessorUse
{
    private readonly int _appHostPid;
    private readonly long _startedAt = MonotonicClock.Now;
    private readonly TimeSpan _generator = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan? _appHost;

    private ProcessorUse(int appHostPid) => (_appHostPid, _appHost) = (appHostPid, ProcessStat.Of(appHostPid)?.ProcessorTime);

    public static ProcessorUse Start(int appHostPid) => new(appHostPid);

    /// <returns>Mean cores since the start.</returns>
    public ProcessorCores Stop()
    {
        var seconds = Math.Max(1e-3, (MonotonicClock.Now - _startedAt) / 1e9);
        return new ProcessorCores(
            (Environment.CpuUsage.TotalTime - _generator).TotalSeconds / seconds,
            ProcessStat.Of(_appHostPid)?.ProcessorTime is { } now && _appHost is { } then ? (now - then).TotalSeconds / seconds : null);
    }
}

/// <param name="Generator">Mean cores taken by this process.</param>
/// <param name="AppHost">Mean cores taken by the AppHost process itself, without the replicas and stores; null where it cannot be
/// read.</param>
internal sealed record ProcessorCores(double Generator, double? AppHost);

/// <summary>What the traffic of a run measured.</summary>
/// <param name="Host">What the tool counted that the operations were carried out in; null for none.</param>
/// <param name="Health">How the generator fared meanwhile.</param>
internal sealed record Measurements(LoadTotals Load, ProcessorCores Cores, HostCount? Host, GeneratorHealth Health);
