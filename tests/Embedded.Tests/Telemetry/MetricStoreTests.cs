using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Metrics;

namespace AspireStateless.Embedded.Tests.Telemetry;

/// <summary>Series of metrics become lines over the last minutes.</summary>
public sealed class MetricStoreTests
{
    private static readonly MetricInstrument Visits = new("api", "visits", MetricKind.Counter, "", "");
    private static readonly MetricInstrument Heap = new("api", "heap", MetricKind.Amount, "By", "");
    private static readonly MetricInstrument Breaker = new("api", "breaker", MetricKind.Gauge, "", "");
    private static readonly MetricInstrument Duration = new("api", "duration", MetricKind.Histogram, "s", "");

    private readonly ManualClock clock = new();
    private readonly MetricStore store;
    private readonly TelemetryResource one = new("api", "aaaaaaaa");
    private readonly TelemetryResource two = new("api", "bbbbbbbb");
    private readonly long begin;

    public MetricStoreTests() => (store, begin) = (new(TelemetryLimits.Default, clock), clock.Now);

    [Fact]
    public void A_counter_is_shown_as_what_it_counted_a_second()
    {
        Every(second => Send(one, Visits, 10 * second), seconds: 70);

        var view = store.Find(new("api", "visits") { Minutes = 1 })!;

        Assert.Equal((1_000, (begin + 10) * 1_000), (view.SlotMilliseconds, view.From));
        var line = Assert.Single(view.Lines);
        Assert.Equal(("api-aaaaaaaa", "rate", 60), (line.Name, line.Statistic, line.Values.Count));
        Assert.All(line.Values, value => Assert.Equal(10, value!.Value, 3));
    }

    [Fact]
    public void A_counter_that_begins_anew_after_a_restart_is_not_a_fall()
    {
        Every(second => Send(one, Visits, second < 30 ? 10 * second : 10 * (second - 30), from: second < 30 ? 0 : 30), seconds: 61);

        Assert.All(Values("visits").Skip(1), value => Assert.InRange(value!.Value, 0, 10.001));
    }

    [Fact]
    public void What_a_slow_exporter_sends_at_once_is_spread_over_the_time_it_took()
    {
        for (clock.Now += 30; clock.Now <= begin + 60; clock.Now += 30)
        {
            Send(one, Visits, 5 * (clock.Now - begin));
        }

        clock.Now = begin + 60;
        Assert.All(Values("visits"), value => Assert.Equal(5, value!.Value, 3));
    }

    [Fact]
    public void What_a_series_counts_after_a_silence_is_not_spread_over_it()
    {
        Every(
            second =>
            {
                Send(one, Heap, second);
                if (second is <= 10 or > 50)
                {
                    Send(one, Visits, second <= 10 ? 10 * second : 100 + 10 * (second - 50));
                }
            },
            seconds: 60);

        var values = Values("visits");

        Assert.All(values.Take(10).Concat(values.TakeLast(10)), value => Assert.Equal(10, value!.Value, 3));
        Assert.All(values.Skip(10).SkipLast(10), value => Assert.Equal(0, value!.Value, 3));
    }

    [Fact]
    public void Replicas_make_a_line_each_or_one_together()
    {
        Every(
            second =>
            {
                Send(one, Visits, 10 * second);
                Send(two, Visits, 5 * second);
            },
            seconds: 61);

        Assert.Equal(["api-aaaaaaaa", "api-bbbbbbbb"], store.Find(new("api", "visits"))!.Lines.Select(line => line.Name));
        var together = Assert.Single(store.Find(new("api", "visits") { Together = true, Minutes = 1 })!.Lines);
        Assert.Equal("api", together.Name);
        Assert.All(together.Values, value => Assert.Equal(15, value!.Value, 3));
        Assert.Equal(["api-bbbbbbbb"], store.Find(new("api", "visits") { Resource = two.Name })!.Lines.Select(line => line.Name));
    }

    [Fact]
    public void A_replica_that_died_leaves_a_gap()
    {
        Every(second => Send(second <= 30 ? one : two, Heap, second), seconds: 60);

        var lines = store.Find(new("api", "heap") { Minutes = 1 })!.Lines;

        Assert.Equal(30, lines[0].Values[29]);
        Assert.Null(lines[0].Values[30]);
        Assert.Equal(60, lines[1].Values[59]);
    }

    [Fact]
    public void Amounts_add_up_and_of_gauges_the_highest_is_shown()
    {
        Every(
            _ =>
            {
                Send(one, Heap, 100, attribute: "gen0");
                Send(one, Heap, 20, attribute: "gen1");
                Send(one, Breaker, 0, attribute: "redis");
                Send(one, Breaker, 1, attribute: "postgres");
            },
            seconds: 2);

        Assert.Equal(120, Values("heap")[^1]);
        Assert.Equal(1, Values("breaker")[^1]);
    }

    [Fact]
    public void Series_are_told_apart_and_chosen_by_their_attributes()
    {
        Every(
            second =>
            {
                Send(one, Visits, second, attribute: "home");
                Send(one, Visits, 2 * second, attribute: "about");
            },
            seconds: 10);

        var split = store.Find(new("api", "visits") { SplitBy = "name" })!;

        Assert.Equal(["api-aaaaaaaa about", "api-aaaaaaaa home"], split.Lines.Select(line => line.Name));
        Assert.Equal(["about", "home"], Assert.Single(split.Attributes).Values);
        Assert.Single(store.Find(new("api", "visits") { SplitBy = "name", Where = [new("name", "home")] })!.Lines);
    }

    [Fact]
    public void A_histogram_is_shown_as_percentiles_of_each_moment()
    {
        // A hundred values a second: 90 of up to 1 s, 9 of up to 10 s, one above.
        Every(second => SendHistogram(one, [90 * second, 9 * second, second]), seconds: 10);

        var lines = store.Find(new("api", "duration") { Minutes = 1 })!.Lines;

        Assert.Equal(["p50", "p90", "p99"], lines.Select(line => line.Statistic));
        Assert.Equal(50.0 / 90, lines[0].Values[^1]!.Value, 3);
        Assert.Equal(1, lines[1].Values[^1]!.Value, 3);
        Assert.Equal(10, lines[2].Values[^1]!.Value, 3);
    }

    [Fact]
    public void An_hour_is_shown_by_ten_seconds()
    {
        Every(second => Send(one, Visits, 10 * second), seconds: 3_700);

        var view = store.Find(new("api", "visits") { Minutes = 60 })!;

        Assert.Equal(10_000, view.SlotMilliseconds);
        Assert.All(Assert.Single(view.Lines).Values, value => Assert.Equal(10, value!.Value, 3));
    }

    [Fact]
    public void A_flood_of_series_pushes_out_its_own_and_is_counted()
    {
        Every(second => Send(two, Visits, second), seconds: 2);
        for (var i = 0; i < 10_000; i++)
        {
            Send(one, Visits, 1, attribute: $"page{i}");
        }

        Assert.InRange(store.Count, 1_000, 5_000);
        Assert.True(one.Points.Dropped > 5_000);
        Assert.Equal(0, two.Points.Dropped);
        Assert.Single(store.Find(new("api", "visits") { Resource = two.Name })!.Lines);
    }

    [Fact]
    public void Points_from_another_time_have_no_place()
    {
        Send(one, Visits, 1, at: begin + 3_600);
        Send(one, Visits, 1, at: begin - 7_200);

        Assert.Equal(2, one.Points.Dropped);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void What_nobody_measures_is_not_found() => Assert.Null(store.Find(new("api", "unknown")));

    private List<double?> Values(string instrument) =>
        Assert.Single(store.Find(new("api", instrument) { Minutes = 1 })!.Lines).Values.SkipWhile(value => value is null).ToList();

    /// <summary>Lets seconds pass, and does something at the end of each.</summary>
    private void Every(Action<long> send, int seconds)
    {
        for (var second = 1; second <= seconds; second++)
        {
            clock.Now++;
            send(second);
        }
    }

    private void Send(TelemetryResource resource, MetricInstrument instrument, double value, string? attribute = null, long from = 0, long? at = null) =>
        store.Add(
        [
            new(
                resource,
                instrument,
                attribute is null ? [] : [new("name", attribute)],
                (begin + from) * 1_000,
                (at ?? clock.Now) * 1_000,
                IsDelta: false,
                [value],
                []),
        ]);

    private void SendHistogram(TelemetryResource resource, double[] buckets) =>
        store.Add([new(resource, Duration, [], begin * 1_000, clock.Now * 1_000, IsDelta: false, [buckets.Sum(), 0, .. buckets], [1, 10])]);
}
