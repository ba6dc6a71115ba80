namespace AspireStateless.Control;

/// <summary>Names of what faults take.</summary>
public static class FaultParameters
{
    /// <summary>The id of the only instance whose link is concerned.</summary>
    public const string Replica = "replica";

    /// <summary>Added to the way, milliseconds each way.</summary>
    public const string Ms = "ms";

    /// <summary>How much more it may be, milliseconds.</summary>
    public const string JitterMs = "jitterMs";

    /// <summary>One of <see cref="LinkDirections"/>.</summary>
    public const string Direction = "direction";

    /// <summary>Which of the answers that follow, from 1.</summary>
    public const string Nth = "nth";

    /// <summary>How long it is held, milliseconds.</summary>
    public const string HoldMs = "holdMs";

    /// <summary>Which part of each period a process runs.</summary>
    public const string DutyPercent = "dutyPercent";

    /// <summary>How long a period is, milliseconds.</summary>
    public const string PeriodMs = "periodMs";

    /// <summary>How many connections are held.</summary>
    public const string Connections = "connections";
}
