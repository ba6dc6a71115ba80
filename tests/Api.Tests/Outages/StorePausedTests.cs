using System.Diagnostics;
using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>A Redis that takes calls and does not answer: the outcome of what was sent is unknown, and it may still take effect.</summary>
[Collection(Timed.Collection)]
public sealed class StorePausedTests(Stores stores)
{
    [Fact]
    public async Task A_visit_is_answered_in_time_but_not_definitely_and_may_count_later()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        scene.Redis.Pause();

        var clock = Stopwatch.StartNew();
        using var response = await scene.Client.PostVisitAsync("home", "key-1");

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Promise.AnswerLimit);
        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: false);
        scene.Redis.Resume();
        await Condition.BecomesTrueAsync(async () => await scene.Client.ReadCountAsync("home") == 1, "the visit that was sent has counted");
        Assert.Equal(1, await scene.Client.CountAsync("home", "key-1"));
    }

    [Fact]
    public async Task Two_hundred_visits_at_once_are_each_answered_in_time_and_what_was_not_sent_never_counts()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        scene.Redis.Pause();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(visit => scene.VisitAsync("home", $"key-{visit}")));

        scene.Redis.Resume();
        await scene.ServesAgainAsync();
        // One round trip, which all that came soon enough may share, takes 128.
        Assert.Contains(answers, answer => answer.Outcome == Outcome.RefusedDefinitely);
        Answer.AllAgreeWith(await scene.Client.ReadCountAsync("home"), answers);
    }

    [Fact]
    public async Task Under_load_visits_soon_fail_fast_instead_of_piling_up()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        scene.Redis.Pause();
        var first = await scene.LoadAsync("home", visits: 48);

        var later = await scene.LoadAsync("home", visits: 96);

        scene.Redis.Resume();
        await scene.ServesAgainAsync();
        Assert.True(later.Count(answer => answer.Outcome == Outcome.RefusedDefinitely) > 90);
        Answer.AllAgreeWith(await scene.Client.ReadCountAsync("home"), [.. first, .. later]);
    }

    [Fact]
    public async Task Service_is_back_within_three_seconds_of_the_return()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        scene.Redis.Pause();
        await scene.KeepAskingAsync(TimeSpan.FromSeconds(4));
        scene.Redis.Resume();

        Assert.InRange(await scene.ServesAgainAsync(), TimeSpan.Zero, Promise.RecoveryLimit);
    }

    [Fact]
    public async Task A_replica_that_starts_in_the_pause_is_alive_but_not_ready_and_serves_on_the_return()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        redis.Pause();
        using var replica = await ReplicaProcess.StartAsync(stores.With(redis));
        using (var alive = await replica.Client.GetAsync("/alive", TestContext.Current.CancellationToken))
        using (var health = await replica.Client.GetAsync("/health", TestContext.Current.CancellationToken))
        using (var visit = await replica.Client.PostVisitAsync("home"))
        {
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            await ProblemAssert.IsAsync(visit, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        }

        redis.Resume();

        Assert.InRange(
            await Condition.BecomesTrueAsync(
                async () => (await replica.Client.PostVisitAsync("home")).IsSuccessStatusCode, "the replica serves"),
            TimeSpan.Zero,
            Promise.RecoveryLimit);
    }

    [Fact]
    public async Task Readiness_is_refused_and_does_not_hang()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        scene.Redis.Pause();
        var clock = Stopwatch.StartNew();

        using var health = await scene.Client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Promise.AnswerLimit);
    }
}
