namespace AspireStateless.LoadTests.Metering;

/// <summary>
/// What an engine measures: totals, and a series that may be read while the run goes on. Each lane keeps its samples to itself and hands
/// them over many at a time, so that workers do not meet at a lock for every request.
/// </summary>
internal sealed class TrafficRecorder
{
    private readonly Lock _reading = new();
    private readonly TrafficSeries _series = new();
    private long _shed;

    /// <param name="lanes">How many operations may be under way at the same time.</param>
    public TrafficRecorder(int lanes) => Lanes = [.. Enumerable.Range(0, lanes).Select(_ => new InFlightSlot())];

    public IReadOnlyList<InFlightSlot> Lanes { get; }
    public long Shed => Interlocked.Read(ref _shed);

    /// <summary>Shows the series as it is now to a reader, who must be quick and must not keep it.</summary>
    public T Read<T>(Func<TrafficSeries, T> look)
    {
        lock (_reading)
        {
            foreach (var lane in Lanes)
            {
                lane.HandOver(_series);
            }

            return look(_series);
        }
    }

    /// <summary>Files an arrival of the plan.</summary>
    /// <param name="due">Nanoseconds from the start of the traffic.</param>
    public void Plan(long due)
    {
        lock (_reading)
        {
            _series.Plan(due);
        }
    }

    /// <summary>Counts an arrival that will not be sent.</summary>
    /// <param name="due">Nanoseconds from the start of the traffic.</param>
    public void AddShed(long due)
    {
        Interlocked.Increment(ref _shed);
        lock (_reading)
        {
            _series.Shed(due);
        }
    }

    /// <summary>Call from one thread at a time for each lane.</summary>
    public void Add(InFlightSlot lane, in TrafficSample sample)
    {
        // While the series is being read the lane keeps what it has for the next time.
        if (lane.Record(sample) && _reading.TryEnter())
        {
            try
            {
                lane.HandOver(_series);
            }
            finally
            {
                _reading.Exit();
            }
        }
    }

    /// <summary>The lanes merged, as they are now.</summary>
    /// <param name="planned">Arrivals of the plan.</param>
    /// <param name="due">How many of them were due so far.</param>
    public LoadTotals Totals(long planned, long due)
    {
        var totals = new LoadTotals(planned, due, Shed);
        foreach (var lane in Lanes)
        {
            totals.Add(lane);
        }

        return totals;
    }
}
