using AspireStateless.LoadTests.Load;

namespace AspireStateless.LoadTests.Reports;

/// <summary>Shows a run to whoever watches it.</summary>
internal interface IRunDisplay
{
    /// <summary>A step of the run begins.</summary>
    void Say(string step);

    /// <summary>Shows how far the start of the application is until it is over, whatever becomes of it.</summary>
    Task FollowStartAsync(Func<string> look, Task start);

    /// <summary>Shows the traffic until it is over.</summary>
    Task FollowAsync(Func<LiveStatus> look, Task traffic);
}

/// <summary>The traffic at a moment; rates and percentiles are those of the time since the last look.</summary>
internal sealed record LiveStatus
{
    public required TimeSpan Elapsed { get; init; }
    public required TimeSpan Duration { get; init; }
    public required LoadWindow Load { get; init; }
    public required string ActiveFault { get; init; }
    public required int FaultsDone { get; init; }
    public required int FaultsPlanned { get; init; }
    public required int Serving { get; init; }
    public required int Replicas { get; init; }

    public TimeSpan Left => Duration > Elapsed ? Duration - Elapsed : TimeSpan.Zero;
    public double Share => Duration > TimeSpan.Zero ? Math.Min(1, Elapsed / Duration) : 1;
}
