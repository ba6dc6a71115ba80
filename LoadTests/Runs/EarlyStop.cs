namespace AspireStateless.LoadTests.Runs;

/// <summary>What ended the traffic of a run early.</summary>
/// <param name="Promise">The first promise that was seen broken.</param>
/// <param name="Seconds">From the start of the traffic until it was seen.</param>
internal sealed record EarlyStop(string Promise, double Seconds);
