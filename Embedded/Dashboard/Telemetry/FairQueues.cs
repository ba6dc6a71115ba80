namespace AspireStateless.Dashboard.Telemetry;

/// <summary>
/// One bounded store that resources share fairly: when it is full, whoever has the most in it loses its oldest. So a flood pushes out what
/// the flood itself brought, and everyone else keeps an equal share, whatever they bring.
/// </summary>
/// <param name="itemsMax">Items of all resources together.</param>
/// <param name="bytesMax">Their size together.</param>
/// <remarks>Max-min fairness (Bertsekas and Gallager, Data Networks, 6.5.2). Not safe for use by several threads.</remarks>
internal sealed class FairQueues<T>(int itemsMax, long bytesMax)
    where T : class, IStored
{
    private readonly Dictionary<TelemetryResource, Share> shares = [];
    private int items;
    private long bytes;

    public int Count => items;

    /// <summary>Everything kept; of one resource in the order in which it came.</summary>
    public IEnumerable<T> All => shares.Values.SelectMany(share => share.Items);

    public void Add(TelemetryResource owner, T item)
    {
        if (!shares.TryGetValue(owner, out var share))
        {
            shares.Add(owner, share = new(owner));
        }

        share.Items.Enqueue(item);
        items++;
        Grow(share, item.Bytes);
    }

    /// <summary>Counts what an item that is kept has grown by.</summary>
    public void Grow(TelemetryResource owner, long by) => Grow(shares[owner], by);

    /// <summary>Takes out the next item that has to go.</summary>
    /// <returns>Null when what is left may stay.</returns>
    public (TelemetryResource Owner, T Item)? Evict()
    {
        var most = items > itemsMax ? shares.Values.MaxBy(share => share.Items.Count)
            : bytes > bytesMax ? shares.Values.MaxBy(share => share.Bytes)
            : null;
        if (most is null)
        {
            return null;
        }

        var item = most.Items.Dequeue();
        items--;
        Grow(most, -item.Bytes);
        return (most.Owner, item);
    }

    private void Grow(Share share, long by)
    {
        share.Bytes += by;
        bytes += by;
    }

    private sealed class Share(TelemetryResource owner)
    {
        public TelemetryResource Owner { get; } = owner;

        public Queue<T> Items { get; } = new();

        public long Bytes { get; set; }
    }
}

/// <summary>What has a size in a store.</summary>
internal interface IStored
{
    /// <summary>Memory that it takes, about.</summary>
    long Bytes { get; }
}
