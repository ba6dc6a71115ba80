namespace AspireStateless.LoadTests.Metering;

/// <summary>How an operation ended. Ticks are nanoseconds of <see cref="Control.MonotonicClock"/>.</summary>
/// <param name="Sent">When its first attempt was sent.</param>
/// <param name="Done">When it was answered, or given up.</param>
/// <param name="Replica">The generation that answered, as in the header <c>Replica</c>; null where none did.</param>
internal readonly record struct Completion(Outcome Outcome, long Sent, long Done, string? Replica = null)
{
    /// <summary>As one of a series.</summary>
    /// <param name="due">The due tick.</param>
    /// <param name="origin">The tick that the traffic began at.</param>
    public TrafficSample Sample(long due, long origin) =>
        new(due - origin, Sent - origin, Done - origin, Outcome, Replica);
}
