using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Load.Hosts;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Plans;

namespace AspireStateless.LoadTests.Reports;

/// <summary>What the traffic measured. Times in milliseconds; sent + shed = planned.</summary>
internal sealed record TrafficResult
{
    /// <summary>What generator and AppHost may take together, so that two cores leave one to the system under test.</summary>
    public const double CoresLimit = 1;

    public required double DurationSeconds { get; init; }
    public required long Planned { get; init; }
    public required long Sent { get; init; }
    public required long Shed { get; init; }
    public required long Ok { get; init; }
    public required long Failed { get; init; }
    public required long Unknown { get; init; }

    /// <summary>From the due time: what a user would have waited.</summary>
    public required LatencyResult Response { get; init; }

    /// <summary>From the send: what the service took.</summary>
    public required LatencyResult Service { get; init; }

    /// <summary>From due to sent: the generator's own lateness.</summary>
    public required LatencyResult Lateness { get; init; }
    public required double GeneratorCores { get; init; }

    /// <summary>The AppHost process itself, without replicas and stores; null where it cannot be read.</summary>
    public required double? AppHostCores { get; init; }

    /// <summary>What the tool counted that the operations were carried out in; null for none.</summary>
    public HostCount? Host { get; init; }

    public static TrafficResult Of(Plan plan, Measurements measured) => new()
    {
        DurationSeconds = plan.Duration.TotalSeconds,
        Planned = measured.Load.Planned,
        Sent = measured.Load.Sent,
        Shed = measured.Load.Shed,
        Ok = measured.Load.Ok,
        Failed = measured.Load.Failed,
        Unknown = measured.Load.Unknown,
        Response = LatencyResult.Of(measured.Load.Response),
        Service = LatencyResult.Of(measured.Load.Service),
        Lateness = LatencyResult.Of(measured.Load.Lateness),
        GeneratorCores = Math.Round(measured.Cores.Generator, 3),
        AppHostCores = measured.Cores.AppHost is { } cores ? Math.Round(cores, 3) : null,
        Host = measured.Host,
    };
}

/// <summary>Milliseconds.</summary>
internal sealed record LatencyResult(long Count, double P50, double P90, double P99, double P999, double Max)
{
    private const double NanosecondsPerMillisecond = 1e6;

    public static LatencyResult Of(LatencyHistogram histogram)
    {
        double At(double quantile) => Math.Round(histogram.Quantile(quantile) / NanosecondsPerMillisecond, 3);
        return new(histogram.Count, At(0.5), At(0.9), At(0.99), At(0.999), Math.Round(histogram.Max / NanosecondsPerMillisecond, 3));
    }
}
