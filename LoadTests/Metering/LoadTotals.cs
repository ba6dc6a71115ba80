namespace AspireStateless.LoadTests.Metering;

/// <summary>The lanes of an engine, merged. Only whole histograms are merged; no percentile is ever averaged.</summary>
/// <param name="Planned">Arrivals of the plan.</param>
/// <param name="Due">How many of them were due so far.</param>
/// <param name="Shed">Arrivals dropped because the backlog was full or the run ended: failures of the generator or its target.</param>
internal sealed record LoadTotals(long Planned, long Due, long Shed)
{
    public long Sent { get; private set; }
    public long Ok { get; private set; }
    public long Failed { get; private set; }
    public long Unknown { get; private set; }
    public LatencyHistogram Response { get; } = new();
    public LatencyHistogram Service { get; } = new();
    public LatencyHistogram Lateness { get; } = new();

    public void Add(InFlightSlot lane)
    {
        if (lane.Sent == 0)
        {
            return;
        }

        Sent += lane.Sent;
        Ok += lane.Ok;
        Failed += lane.Failed;
        Unknown += lane.Unknown;
        Response.Add(lane.Response);
        Service.Add(lane.Service);
        Lateness.Add(lane.Lateness);
    }
}
