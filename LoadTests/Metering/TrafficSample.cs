namespace AspireStateless.LoadTests.Metering;

/// <summary>One operation that was sent and has ended. Times are nanoseconds from the start of the traffic.</summary>
/// <param name="Due">When it should have been sent.</param>
/// <param name="Sent">When it was.</param>
/// <param name="Done">When it was answered, or given up.</param>
/// <param name="Replica">The generation that answered, as in the header <c>Replica</c>; null where none did.</param>
internal readonly record struct TrafficSample(long Due, long Sent, long Done, Outcome Outcome, string? Replica);
