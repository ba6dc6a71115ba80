using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Logs;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Embedded.Tests.Telemetry;

/// <summary>The newest log records are kept, fairly shared and found again.</summary>
public sealed class LogStoreTests
{
    private readonly LogStore store = new(TelemetryLimits.Default);
    private readonly TelemetryResource quiet = new("api", "aaaaaaaa");
    private readonly TelemetryResource loud = new("api", "bbbbbbbb");

    [Fact]
    public void The_newest_10000_records_are_kept_and_the_rest_is_counted()
    {
        Write(loud, 10_005);

        Assert.Equal(10_000, store.Count);
        Assert.Equal((10_005, 5), (loud.Logs.Received, loud.Logs.Dropped));
        Assert.Null(store.Get(5));
        Assert.Equal("record 6", store.Get(6)!.Message);
    }

    [Fact]
    public void A_flood_from_one_instance_pushes_out_nothing_of_another()
    {
        Write(quiet, 100);
        Write(loud, 50_000);

        Assert.Equal(0, quiet.Logs.Dropped);
        Assert.Equal(40_100, loud.Logs.Dropped);
        Assert.Equal(100, store.Find(new() { Resource = quiet.Name, Take = 1_000 }).Count);
    }

    [Fact]
    public void Two_floods_get_a_half_each()
    {
        for (var round = 0; round < 100; round++)
        {
            Write(quiet, 100);
            Write(loud, 1_000);
        }

        Assert.Equal(5_000, store.Find(new() { Resource = quiet.Name, Take = 10_000 }).Count);
        Assert.Equal(5_000, store.Find(new() { Resource = loud.Name, Take = 10_000 }).Count);
    }

    [Fact]
    public void Fewer_are_kept_if_they_are_large()
    {
        Write(loud, 10_000, bytes: 10_000);

        Assert.InRange(store.Count, 2_000, TelemetryLimits.Default.LogBytes / 10_000);
    }

    [Fact]
    public void The_newest_are_found_first_whoever_sent_them_later()
    {
        store.Add([Record(quiet, "second", second: 2), Record(quiet, "first", second: 1)]);
        store.Add([Record(loud, "third", second: 3), Record(loud, "zeroth", second: 0)]);

        Assert.Equal(["third", "second", "first", "zeroth"], Found(new()));
        Assert.Equal(["third", "second"], Found(new() { Take = 2 }));
    }

    [Fact]
    public void They_are_found_by_level_resource_text_and_trace()
    {
        var trace = new TraceId(7);
        store.Add(
        [
            Record(quiet, "Order 1 placed", LogLevel.Information, trace: trace),
            Record(quiet, "Redis is away", LogLevel.Error),
            Record(new("worker", ""), "Tick 5", LogLevel.Debug),
        ]);

        Assert.Equal(["Redis is away"], Found(new() { Level = LogLevel.Warning }));
        Assert.Equal(["Tick 5"], Found(new() { Resource = "worker" }));
        Assert.Equal(2, Found(new() { Resource = "api" }).Count());
        Assert.Equal(2, Found(new() { Resource = "api-aaaaaaaa" }).Count());
        Assert.Empty(Found(new() { Resource = "api-bbbbbbbb" }));
        Assert.Equal(["Order 1 placed"], Found(new() { Text = "ORDER" }));
        Assert.Equal(["Redis is away"], Found(new() { Text = "the value", Level = LogLevel.Error }));
        Assert.Equal(["Order 1 placed"], Found(new() { TraceId = trace }));
        Assert.Equal(1, store.CountOf(trace));
    }

    [Fact]
    public void Who_follows_asks_for_what_came_since()
    {
        store.Add([Record(quiet, "seen")]);
        var last = store.Find(new())[0].Number;
        store.Add([Record(quiet, "new")]);

        Assert.Equal(["new"], Found(new() { After = last }));
    }

    [Fact]
    public async Task Who_waits_is_told_that_something_has_come()
    {
        await using var changes = store.Changes.WatchAsync(TimeSpan.Zero, Deadline.Token).GetAsyncEnumerator(Deadline.Token);
        Assert.True(await changes.MoveNextAsync());
        var next = changes.MoveNextAsync();

        store.Add([Record(quiet, "new")]);

        Assert.True(await next);
    }

    private static LogRecord Record(
        TelemetryResource resource, string message, LogLevel level = LogLevel.Information, int second = 0, TraceId trace = default, long bytes = 100) =>
        new()
        {
            Resource = resource,
            Time = DateTimeOffset.UnixEpoch.AddSeconds(second),
            Level = level,
            Category = "a logger",
            Message = message,
            Attributes = [new("key", "the value")],
            TraceId = trace,
            Bytes = bytes,
        };

    private IEnumerable<string> Found(LogQuery query) => store.Find(query).Select(record => record.Message);

    private void Write(TelemetryResource resource, int count, long bytes = 100) =>
        store.Add([.. Enumerable.Range(1, count).Select(i => Record(resource, $"record {i}", bytes: bytes))]);
}
