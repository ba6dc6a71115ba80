using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Calibration;

/// <summary>What the generator did against a target that costs next to nothing. Times in microseconds.</summary>
internal sealed record CalibrationResult
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;
    public required double OfferedPerSecond { get; init; }
    public required double AchievedPerSecond { get; init; }

    /// <summary>Of what was offered; see <see cref="Load.Arrivals.ArrivalHash"/>.</summary>
    public required string ArrivalHash { get; init; }

    /// <summary>Due to sent.</summary>
    public required double LatenessP50 { get; init; }
    public required double LatenessP99 { get; init; }
    public required double LatenessP999 { get; init; }

    /// <summary>Due to done.</summary>
    public required double ResponseP50 { get; init; }

    /// <summary>Processor time of this process for each request: pacing, sending, the echo, and the answer.</summary>
    public required double ProcessorPerRequest { get; init; }

    /// <summary>Mean cores taken by the pacing thread.</summary>
    public required double PacerCores { get; init; }

    /// <summary>Two same loops at the same time; see <see cref="NoiseFloor"/>. Null where nothing could be compared.</summary>
    public required double? NoiseShift { get; init; }
    public required double? NoiseSpread { get; init; }
    public required GeneratorHealth Health { get; init; }

    /// <summary>Why no performance verdict may rest on this generator now; empty where one may.</summary>
    public IReadOnlyList<string> Objections { get; init; } = [];
    public bool Trustworthy => Objections.Count == 0;

    public static double Microseconds(LatencyHistogram histogram, double quantile) => histogram.Quantile(quantile) / 1e3;
}
