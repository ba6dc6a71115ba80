namespace AspireStateless.LoadTests.Metering;

/// <summary>What one place in flight measured: written by one thread at a time, merged by the reporter.</summary>
internal sealed class InFlightSlot
{
    private const int HandOverAt = 256;
    private readonly Lock _samplesLock = new();
    private List<TrafficSample> _samples = [];
    private List<TrafficSample> _spare = [];

    /// <summary>Due to done: what a user would have waited.</summary>
    public LatencyHistogram Response { get; } = new();

    /// <summary>Sent to done: what the service took.</summary>
    public LatencyHistogram Service { get; } = new();

    /// <summary>Due to sent: the generator's own fault.</summary>
    public LatencyHistogram Lateness { get; } = new();

    public long Sent { get; private set; }
    public long Ok { get; private set; }
    public long Failed { get; private set; }
    public long Unknown { get; private set; }

    /// <returns>Whether it is time to hand over.</returns>
    public bool Record(in TrafficSample sample)
    {
        Sent++;
        Lateness.Record(sample.Sent - sample.Due);
        if (sample.Outcome == Outcome.Ok)
        {
            Ok++;
            Response.Record(sample.Done - sample.Due);
            Service.Record(sample.Done - sample.Sent);
        }
        else if (sample.Outcome == Outcome.Failed)
        {
            Failed++;
        }
        else
        {
            Unknown++;
        }

        lock (_samplesLock)
        {
            _samples.Add(sample);
            return _samples.Count >= HandOverAt;
        }
    }

    /// <summary>Moves the samples recorded since the last time into a series. One caller at a time.</summary>
    public void HandOver(TrafficSeries series)
    {
        lock (_samplesLock)
        {
            (_samples, _spare) = (_spare, _samples);
        }

        foreach (var sample in _spare)
        {
            series.Add(sample);
        }

        _spare.Clear();
    }
}
