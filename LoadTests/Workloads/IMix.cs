namespace AspireStateless.LoadTests.Workloads;

/// <summary>Draws the operations of one workload. The same seed draws the same.</summary>
internal interface IMix
{
    /// <summary>Its clients count from 0 to one less.</summary>
    int Clients { get; }

    /// <param name="due">Nanoseconds from the start of the traffic.</param>
    /// <param name="subject">What it has to be about, so that several meet; null draws that too.</param>
    PlannedOperation Next(long due, short? subject);
}

/// <summary>The twists that keyed operations get.</summary>
internal static class Twists
{
    private const int DuplicatesPerHundred = 5;
    private const int AbandonedPerHundred = 1;

    /// <summary>Half of the abandoned ones are sent again at once, racing with themselves; half are asked for after healing.</summary>
    public static Delivery Draw(RandomStream random) => random.Next(200) switch
    {
        < AbandonedPerHundred => Delivery.Abandon,
        < 2 * AbandonedPerHundred => Delivery.Abandon | Delivery.NoRetry,
        < 2 * (AbandonedPerHundred + DuplicatesPerHundred) => Delivery.Duplicate,
        _ => Delivery.None,
    };
}
