namespace AspireStateless.LoadTests.Load.Arrivals;

/// <summary>Says when each request of a run is due. A pure function of its parameters: the same ones give the same times.</summary>
internal interface IArrivalSchedule
{
    /// <returns>Nanoseconds from the start of the run, below its duration, never decreasing.</returns>
    IEnumerable<long> DueTimes(TimeSpan duration);
}
