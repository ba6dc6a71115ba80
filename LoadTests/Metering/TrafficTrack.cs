namespace AspireStateless.LoadTests.Metering;

/// <summary>The buckets of one kind of operation, of one replica, or of everything, from the start of the traffic on.</summary>
internal sealed class TrafficTrack
{
    private readonly List<TrafficBucket?> _buckets = [];

    /// <summary>By interval; null where nothing happened. It ends with the last interval in which something did.</summary>
    public IReadOnlyList<TrafficBucket?> Buckets => _buckets;

    /// <summary>All buckets as one.</summary>
    public TrafficBucket Total()
    {
        var total = new TrafficBucket();
        foreach (var bucket in _buckets)
        {
            if (bucket is not null)
            {
                total.Add(bucket);
            }
        }

        return total;
    }

    /// <summary>The bucket of an interval, made when it is first asked for.</summary>
    public TrafficBucket At(int interval)
    {
        while (_buckets.Count <= interval)
        {
            _buckets.Add(null);
        }

        return _buckets[interval] ??= new TrafficBucket();
    }

    /// <summary>Makes one bucket of each two.</summary>
    public void Halve()
    {
        var half = (_buckets.Count + 1) / 2;
        for (var i = 0; i < half; i++)
        {
            var second = (2 * i) + 1 < _buckets.Count ? _buckets[(2 * i) + 1] : null;
            _buckets[i] = Joined(_buckets[2 * i], second);
        }

        _buckets.RemoveRange(half, _buckets.Count - half);
    }

    private static TrafficBucket? Joined(TrafficBucket? first, TrafficBucket? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        first.Add(second);
        return first;
    }
}
