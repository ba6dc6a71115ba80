namespace AspireStateless.Dashboard.Telemetry;

/// <summary>Counts what came and what was not kept. Safe for use by several threads.</summary>
internal sealed class KeptCount
{
    private long received;
    private long dropped;

    public long Received => Volatile.Read(ref received);

    public long Dropped => Volatile.Read(ref dropped);

    public void Receive(int items) => Interlocked.Add(ref received, items);

    public void Drop(int items) => Interlocked.Add(ref dropped, items);
}
