using System.Net.ServerSentEvents;
using System.Text.Json;
using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Tests;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Reports.Live;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>The live page, as a browser asks for it.</summary>
public sealed class LiveServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_is_served_on_loopback_and_asks_only_its_own_server()
    {
        await using var server = await LiveServer.StartAsync("chaos <1>", Cancel);
        Assert.True(server.Url.IsLoopback);
        using var http = new HttpClient();
        var page = await http.GetStringAsync(server.Url, Cancel);
        Assert.Contains("chaos &lt;1&gt;", page, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_watches_gets_the_series_from_the_start_and_the_end_of_the_traffic()
    {
        await using var server = await LiveServer.StartAsync("chaos", Cancel);
        var recorder = new TrafficRecorder(1);
        var origin = MonotonicClock.Now - (2 * MonotonicClock.NanosecondsPerSecond);
        for (long due = 0; due < 4 * MonotonicClock.NanosecondsPerSecond; due += 10_000_000)
        {
            recorder.Plan(due);
        }

        recorder.Add(recorder.Lanes[0], new TrafficSample(0, 1_000_000, 5_000_000, Outcome.Ok, "api-a/1/1"));
        recorder.Add(recorder.Lanes[0], new TrafficSample(0, 1_000_000, 250_000_000, Outcome.Unknown, Replica: null));
        server.Feed.Begin(new LiveTraffic(
            recorder, TimeSpan.FromSeconds(4), () => new LiveMoment(origin, 2, 3, "kill of api[1]"), () => FaultRecord.Of([])));
        server.Feed.End();
        var events = await EventsAsync(server.Url);
        Assert.Equal("over", events[^1].EventType);
        var update = JsonSerializer.Deserialize<LiveUpdate>(events[0].Data, ReportJson.Format)!;
        Assert.Equal((200.0, 0, 2, 3, 1L), (update.BucketMs, update.First, update.Serving, update.Replicas, update.Failures));
        Assert.Equal((20, 1, 1), (update.Offered[0], update.Ok[0], update.Unknown[1]));
        Assert.InRange(update.Offered.Length, 11, 30);
        Assert.Equal(5, update.P50[0]!.Value, 0.1);
        Assert.Equal(1, Assert.Single(update.Instances).Answered[0]);
    }

    [Fact]
    public void A_fault_lasts_until_the_system_recovered_from_it_or_the_next_one_hit_the_same()
    {
        const long second = MonotonicClock.NanosecondsPerSecond;
        var origin = MonotonicClock.Now - (10 * second);
        var events = new RecordBuilder()
            .Fault(FaultKinds.Kill, "api", origin + second, origin + (2 * second), "api-a")
            .Fault(FaultTraits.KillAgain, "api", origin + (3 * second), origin + (4 * second), "api-a")
            .Fault(FaultKinds.Pause, "redis", origin + (5 * second), origin + (6 * second))
            .Build().Faults.Events;
        var known = events.Where((line, n) => line.Type != RunEventType.Recovered || n == events.Count - 4);
        var traffic = new LiveTraffic(
            new TrafficRecorder(1), TimeSpan.FromSeconds(20), () => new LiveMoment(origin, 3, 3, ""), () => FaultRecord.Of([.. known]));
        var update = LiveUpdate.Of(traffic, first: 0, width: 0);
        Assert.Equal([3.0, 4.0, Math.Floor(update.ElapsedMs / 1000)], update.Faults.Select(fault => Math.Floor(fault.ToMs / 1000)));
    }

    [Fact]
    public async Task A_run_that_ends_before_its_traffic_says_that_it_is_over()
    {
        await using var server = await LiveServer.StartAsync("chaos", Cancel);
        server.Feed.End();
        Assert.Equal("over", Assert.Single(await EventsAsync(server.Url)).EventType);
    }

    private static async Task<List<SseItem<string>>> EventsAsync(Uri page)
    {
        using var http = new HttpClient();
        await using var stream = await http.GetStreamAsync(new Uri(page, "events"), Cancel);
        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancel))
        {
            events.Add(item);
        }

        return events;
    }
}
