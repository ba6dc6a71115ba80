using System.Diagnostics;
using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>SIGTERM: not ready at once, two more seconds of service, gone in less than five.</summary>
[Collection(Timed.Collection)]
public sealed class StopTests(Stores stores)
{
    private static readonly TimeSpan DrainWindow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Whoever_reaches_a_replica_that_starts_reaches_one_that_is_ready()
    {
        using var replica = await ReplicaProcess.StartAsync(stores);
        using var health = await replica.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task New_and_kept_connections_are_served_through_the_drain_window_and_told_to_close()
    {
        using var replica = await ReplicaProcess.StartAsync(stores);
        // One connection for each moment at which a kept one is used again.
        var kept = Enumerable.Range(0, 19).Select(_ => new HttpClient { BaseAddress = replica.Address }).ToArray();
        await Task.WhenAll(kept.Select(client => client.CountAsync("home")));
        var toldToClose = 0;
        var clock = Stopwatch.StartNew();
        replica.Process.Signal(Signal.Terminate);

        // Well into the window, and not so near its end that the answer would race with it.
        foreach (var client in kept.TakeWhile(_ => clock.Elapsed < DrainWindow * 0.9))
        {
            using var fresh = new HttpClient { BaseAddress = replica.Address };
            using var onFresh = await fresh.PostVisitAsync("home");
            using var onKept = await client.PostVisitAsync("home");
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (onFresh.StatusCode, onKept.StatusCode));
            toldToClose += onFresh.Headers.ConnectionClose == true ? 1 : 0;
            client.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(80), TestContext.Current.CancellationToken);
        }

        Assert.True(toldToClose > 5);
        await replica.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, replica.Process.ExitCode);
        Assert.InRange(clock.Elapsed, DrainWindow, StopLimit);
    }

    [Fact]
    public async Task Readiness_is_gone_at_once_and_liveness_stays()
    {
        using var replica = await ReplicaProcess.StartAsync(stores);
        replica.Process.Signal(Signal.Terminate);

        await Condition.BecomesTrueAsync(
            async () =>
            {
                using var health = await replica.Client.GetAsync("/health", TestContext.Current.CancellationToken);
                return health.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            "the replica is not ready");

        using var alive = await replica.Client.GetAsync("/alive", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task A_stop_under_load_fails_no_request_that_was_sent_in_the_window()
    {
        using var replica = await ReplicaProcess.StartAsync(stores);
        var page = Pages.New();
        var counted = 0;
        var clock = new Stopwatch();
        var clients = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (clock.Elapsed < DrainWindow - TimeSpan.FromMilliseconds(200))
            {
                await replica.Client.CountAsync(page);
                Interlocked.Increment(ref counted);
            }
        }).ToArray();
        await Condition.BecomesTrueAsync(() => Task.FromResult(Volatile.Read(ref counted) > 100), "the load runs");
        clock.Start();
        replica.Process.Signal(Signal.Terminate);
        await Task.WhenAll(clients);

        using var second = await ReplicaProcess.StartAsync(stores);
        Assert.Equal(counted, await second.Client.ReadCountAsync(page));
    }

    [Fact]
    public async Task A_start_and_a_stop_log_no_error_whoever_probes_and_whichever_store_goes_first()
    {
        await using var redis = new RedisServer();
        using var replica = await ReplicaProcess.StartAsync(stores.With(redis));
        await redis.StartAsync();
        await Condition.BecomesTrueAsync(async () => (await StatusOfAsync(replica)) == HttpStatusCode.OK, "the replica is ready");
        await replica.Client.CountAsync("home");

        replica.Process.Signal(Signal.Terminate);
        await redis.KillAsync();
        await Condition.BecomesTrueAsync(async () => await StatusOfAsync(replica) is null, "nobody answers probes any more");

        await EndsInOrderAsync(replica.Process);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_the_start_is_no_error()
    {
        await using var away = new RedisServer();
        using var starting = await ReplicaProcess.RunAsync(
            "Api", [("ConnectionStrings__shop", "Host=127.0.0.1;Port=1"), .. ReplicaProcess.EnvironmentOf(stores.With(away))]);
        await Condition.BecomesTrueAsync(
            () => Task.FromResult(starting.Lines.Any(line => line.Contains("cannot be prepared yet", StringComparison.Ordinal))),
            "it starts");

        starting.Signal(Signal.Terminate);

        await EndsInOrderAsync(starting);
    }

    [Fact]
    public async Task A_stop_takes_less_than_five_seconds_with_the_store_and_the_collector_away()
    {
        await using var gone = new RedisServer();
        await gone.StartAsync();
        using var replica = await ReplicaProcess.StartAsync(
            stores.With(gone), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await replica.Client.CountAsync("home");
        gone.Pause();
        var pending = replica.Client.PostVisitAsync("home");
        var clock = Stopwatch.StartNew();
        replica.Process.Signal(Signal.Terminate);

        await replica.Process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, StopLimit);
        using var answer = await pending;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    private static async Task EndsInOrderAsync(ChildProcess process)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain(
            process.Lines,
            line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal));
    }

    /// <returns>Null once nobody listens.</returns>
    private static async Task<HttpStatusCode?> StatusOfAsync(ReplicaProcess replica)
    {
        try
        {
            using var health = await replica.Client.GetAsync("/health", TestContext.Current.CancellationToken);
            return health.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
