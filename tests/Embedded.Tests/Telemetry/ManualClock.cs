namespace AspireStateless.Embedded.Tests.Telemetry;

/// <summary>A clock that a test sets.</summary>
internal sealed class ManualClock : TimeProvider
{
    /// <summary>Seconds since the Unix epoch.</summary>
    internal long Now { get; set; } = 1_700_000_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Now);
}
