using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Tests.Load;

public sealed class TrafficSeriesTests
{
    private const long Millisecond = 1_000_000;
    private readonly TrafficSeries _series = new();

    [Fact]
    public void Each_number_is_filed_under_its_own_moment()
    {
        _series.Plan(100 * Millisecond);
        _series.Add(new TrafficSample(100 * Millisecond, 250 * Millisecond, 410 * Millisecond, Outcome.Ok, "a/1/1"));
        var buckets = _series.Overall.Buckets;
        Assert.Equal((1, 0, 0), (buckets[0]!.Planned, buckets[0]!.Sent, buckets[0]!.Succeeded));
        Assert.Equal((0, 1, 0), (buckets[1]!.Planned, buckets[1]!.Sent, buckets[1]!.Succeeded));
        Assert.Equal((0, 0, 1), (buckets[2]!.Planned, buckets[2]!.Sent, buckets[2]!.Succeeded));
        Assert.Equal(310 * Millisecond, buckets[2]!.Response.Max);
    }

    [Fact]
    public void Only_what_succeeded_has_times()
    {
        _series.Add(Sample(1, Outcome.Failed));
        _series.Add(Sample(2, Outcome.Unknown));
        var bucket = _series.Overall.Buckets[0]!;
        Assert.Equal((1, 1, 0), (bucket.Failed, bucket.Unknown, bucket.Response.Count));
    }

    [Fact]
    public void Replicas_have_tracks_of_their_own()
    {
        _series.Add(Sample(1, Outcome.Ok, "a/1/1"));
        _series.Add(Sample(2, Outcome.Ok, "b/2/2"));
        _series.Add(Sample(3, Outcome.Unknown));
        _series.Shed(4 * Millisecond);
        Assert.Equal(["a/1/1", "b/2/2"], _series.Replicas.Keys.Order());
        Assert.Equal((3, 1), (_series.Overall.Total().Sent, _series.Overall.Total().Shed));
    }

    [Fact]
    public void An_interval_in_which_nothing_happened_has_no_bucket()
    {
        _series.Add(Sample(900, Outcome.Ok));
        Assert.Equal([true, true, true, true, false], _series.Overall.Buckets.Select(bucket => bucket is null));
    }

    [Fact]
    public void A_long_run_widens_its_buckets_and_loses_nothing()
    {
        for (var second = 0; second < 3600; second++)
        {
            _series.Plan(second * 1000 * Millisecond);
            _series.Add(Sample(second * 1000, Outcome.Ok, "a/1/1"));
        }

        Assert.Equal(8 * TrafficSeries.FirstWidth, _series.Width);
        Assert.InRange(_series.Overall.Buckets.Count, 1, TrafficSeries.MostBuckets);
        foreach (var track in new[] { _series.Overall, _series.Replicas["a/1/1"] })
        {
            Assert.Equal((3600, 3600), (track.Total().Succeeded, track.Total().Response.Count));
        }

        // 1.6 s: one or two arrivals of one a second.
        Assert.All(_series.Overall.Buckets, bucket => Assert.InRange(bucket!.Planned, 1, 2));
    }

    [Fact]
    public void What_is_read_while_lanes_record_is_all_there_at_the_end()
    {
        var recorder = new TrafficRecorder(lanes: 4);
        using var over = new CountdownEvent(4);
        foreach (var lane in recorder.Lanes)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                for (var i = 0; i < 5000; i++)
                {
                    recorder.Add(lane, Sample(i, Outcome.Ok, "a/1/1"));
                }

                over.Signal();
            });
        }

        long last = 0;
        while (!over.IsSet)
        {
            var now = recorder.Read(series => series.Overall.Total().Sent);
            Assert.InRange(now, last, 20_000);
            last = now;
        }

        Assert.Equal(20_000, recorder.Read(series => series.Replicas["a/1/1"].Total().Succeeded));
        Assert.Equal(20_000, recorder.Totals(planned: 20_000, due: 20_000).Sent);
    }

    private static TrafficSample Sample(long milliseconds, Outcome outcome, string? replica = null) =>
        new(milliseconds * Millisecond, milliseconds * Millisecond, (milliseconds * Millisecond) + 1000, outcome, replica);
}
