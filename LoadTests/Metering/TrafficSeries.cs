namespace AspireStateless.LoadTests.Metering;

/// <summary>
/// What traffic did over time: overall, and by the replica that answered, in buckets of <see cref="Width"/>. All
/// times are nanoseconds from the start of the traffic, which is also the start of the first bucket. Buckets hold whole histograms, so any
/// stretch of time, and any set of them, has its counts and percentiles by merging; no percentile is ever averaged. Memory is bounded: when
/// there are too many buckets, each two become one. Not for several threads; while a run goes on <see cref="TrafficRecorder"/>
/// guards it.
/// </summary>
internal sealed class TrafficSeries
{
    /// <summary>Nanoseconds: the width at first, kept for the first 13 minutes.</summary>
    public const long FirstWidth = 200_000_000;

    /// <summary>Buckets of a track, at most.</summary>
    public const int MostBuckets = 4096;
    private readonly Dictionary<string, TrafficTrack> _replicas = new(StringComparer.Ordinal);

    /// <summary>Nanoseconds of a bucket.</summary>
    public long Width { get; private set; } = FirstWidth;

    public TrafficTrack Overall { get; } = new();

    /// <summary>
    /// By the generation that answered, as in the header <c>Replica</c>: instance, process and start. What nobody answered is in none;
    /// planned and shed are 0 here.
    /// </summary>
    public IReadOnlyDictionary<string, TrafficTrack> Replicas => _replicas;

    /// <summary>Files an arrival of the plan.</summary>
    public void Plan(long due) => Overall.At(IntervalOf(due)).Planned++;

    /// <summary>Files an arrival that will not be sent.</summary>
    public void Shed(long due) => Overall.At(IntervalOf(due)).Shed++;

    public void Add(in TrafficSample sample)
    {
        // The later one first: it may widen the buckets, which changes the places of all.
        var ended = IntervalOf(sample.Done);
        var sent = IntervalOf(sample.Sent);
        Add(Overall, sample, sent, ended);
        if (sample.Replica is { } replica)
        {
            Add(ReplicaTrack(replica), sample, sent, ended);
        }
    }

    private static void Add(TrafficTrack track, in TrafficSample sample, int sent, int ended)
    {
        track.At(sent).Sent++;
        var end = track.At(ended);
        if (sample.Outcome == Outcome.Ok)
        {
            end.Succeeded++;
            end.Response.Record(sample.Done - sample.Due);
        }
        else if (sample.Outcome == Outcome.Failed)
        {
            end.Failed++;
        }
        else
        {
            end.Unknown++;
        }
    }

    private int IntervalOf(long time)
    {
        time = Math.Max(0, time);
        while (time / Width >= MostBuckets)
        {
            Widen();
        }

        return (int)(time / Width);
    }

    private void Widen()
    {
        Width *= 2;
        Overall.Halve();
        foreach (var track in _replicas.Values)
        {
            track.Halve();
        }
    }

    private TrafficTrack ReplicaTrack(string replica) =>
        _replicas.TryGetValue(replica, out var track) ? track : _replicas[replica] = new TrafficTrack();
}
