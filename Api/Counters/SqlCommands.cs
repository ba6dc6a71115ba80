using System.Diagnostics.Metrics;

namespace AspireStateless.Api.Counters;

/// <summary>Counts round trips to Postgres by Npgsql's own meter, so that none escapes, also none of the schema.</summary>
internal sealed class SqlCommands : IDisposable
{
    // One measurement a command: npgsql.org, "Metrics".
    private const string Meter = "Npgsql";
    private const string Instrument = "db.client.operation.duration";

    private readonly MeterListener _listener = new();
#pragma warning disable STATE002 // A measurement of this process, shown as such: no other answer depends on it.
    private long _total;
#pragma warning restore STATE002

    public SqlCommands()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Name: Instrument, Meter.Name: Meter })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _total));
        _listener.Start();
    }

    public long Total => Interlocked.Read(ref _total);

    public void Dispose() => _listener.Dispose();
}
