using AspireStateless.Dashboard.Live;

namespace AspireStateless.Dashboard.Telemetry.Logs;

/// <summary>The newest log records, shared fairly by those who write them. Safe for use by several threads.</summary>
internal sealed class LogStore(TelemetryLimits limits)
{
    private readonly Lock gate = new();
    private readonly FairQueues<LogRecord> records = new(limits.Logs, limits.LogBytes);
    private long last;

    /// <summary>Raised when records have come.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Records kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return records.Count;
            }
        }
    }

    public void Add(IReadOnlyList<LogRecord> added)
    {
        lock (gate)
        {
            foreach (var record in added)
            {
                record.Number = ++last;
                record.Resource.Logs.Receive(1);
                records.Add(record.Resource, record);
                while (records.Evict() is var (owner, _))
                {
                    owner.Logs.Drop(1);
                }
            }
        }

        Changes.Raise();
    }

    /// <returns>The newest records that match, newest first by their own time.</returns>
    public IReadOnlyList<LogRecord> Find(LogQuery query) =>
    [
        .. All().Where(query.Matches).OrderByDescending(record => record.Time).ThenByDescending(record => record.Number).Take(query.Take),
    ];

    /// <returns>The record with this number; null when it has gone.</returns>
    public LogRecord? Get(long number) => All().FirstOrDefault(record => record.Number == number);

    /// <returns>How many records each trace has, for links to them.</returns>
    public int CountOf(TraceId trace) => All().Count(record => record.TraceId == trace);

    // Filters look at every text; nobody who sends should wait for that.
    private LogRecord[] All()
    {
        lock (gate)
        {
            return [.. records.All];
        }
    }
}
