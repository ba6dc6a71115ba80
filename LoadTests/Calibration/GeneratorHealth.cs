namespace AspireStateless.LoadTests.Calibration;

/// <summary>How the process that generates load fared while it did.</summary>
internal sealed record GeneratorHealth
{
    /// <summary>Slices of the time looked at, and those in which the process itself stood still.</summary>
    public required int Slices { get; init; }
    public required int TaintedSlices { get; init; }

    /// <summary>Milliseconds in which the garbage collector stopped the process: all together, and the most in one slice.</summary>
    public required double GcPauseMilliseconds { get; init; }
    public required double WorstGcPauseMilliseconds { get; init; }

    /// <summary>Milliseconds that a work item waited for a thread of the pool, at most.</summary>
    public required double WorstQueueMilliseconds { get; init; }

    /// <summary>Mean cores taken by this process.</summary>
    public required double Cores { get; init; }

    /// <summary>Mean cores taken by everything else on this machine; null where it cannot be read.</summary>
    public required double? OtherCores { get; init; }

    /// <summary>The share of the machine's time that its host gave to others; null where it cannot be read.</summary>
    public required double? StealShare { get; init; }

    public double TaintedShare => Slices == 0 ? 0 : (double)TaintedSlices / Slices;
}
