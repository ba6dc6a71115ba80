using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>A Redis that is gone: refusals are quick and definite, what was acknowledged survives, and service returns by itself.</summary>
[Collection(Timed.Collection)]
public sealed class StoreKilledTests(Stores stores)
{
    [Fact]
    public async Task A_visit_is_refused_at_once_and_definitely()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        await scene.Redis.KillAsync();
        await Condition.BecomesTrueAsync(
            async () => (await scene.VisitAsync("home")).Outcome == Outcome.RefusedDefinitely, "the replica knows that Redis is gone");

        using var response = await scene.Client.PostVisitAsync("home");
        var answer = await scene.VisitAsync("home");

        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        Assert.InRange(answer.Elapsed, TimeSpan.Zero, Promise.AnswerLimit);
    }

    [Fact]
    public async Task What_needs_no_store_works_on()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        await scene.Redis.KillAsync();

        using var replica = await scene.Client.GetAsync("/replica", TestContext.Current.CancellationToken);
        using var alive = await scene.Client.GetAsync("/alive", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (replica.StatusCode, alive.StatusCode));
    }

    [Fact]
    public async Task Under_load_every_answer_is_in_time_and_true()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        var load = scene.LoadAsync("home", visits: 600);
        await Condition.BecomesTrueAsync(async () => await scene.Client.ReadCountAsync("home") > 100, "the load runs");
        await scene.Redis.KillAsync();
        var answers = await load;

        await scene.Redis.StartAsync();
        await scene.ServesAgainAsync();

        Assert.Contains(answers, answer => answer.Outcome == Outcome.RefusedDefinitely);
        Answer.AllAgreeWith(await scene.Client.ReadCountAsync("home"), answers);
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_visits_loses_none_that_was_acknowledged()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        var load = scene.LoadAsync("home", visits: 600);
        await Condition.BecomesTrueAsync(async () => await scene.Client.ReadCountAsync("home") > 100, "the load runs");
        await scene.Redis.KillAsync();
        await scene.Redis.StartAsync();
        var answers = await load;

        await scene.ServesAgainAsync();

        Answer.AllAgreeWith(await scene.Client.ReadCountAsync("home"), answers);
    }

    [Fact]
    public async Task Service_is_back_within_three_seconds_of_the_return_after_a_long_absence()
    {
        await using var scene = await ReplicaAndStore.StartAsync(stores);
        await scene.Redis.KillAsync();
        await scene.KeepAskingAsync(TimeSpan.FromSeconds(4));
        await scene.Redis.StartAsync();

        Assert.InRange(await scene.ServesAgainAsync(), TimeSpan.Zero, Promise.RecoveryLimit);
    }

    [Fact]
    public async Task A_replica_that_starts_in_the_absence_is_alive_but_not_ready_and_serves_on_the_return()
    {
        await using var redis = new RedisServer();
        using var replica = await ReplicaProcess.StartAsync(stores.With(redis));
        using (var alive = await replica.Client.GetAsync("/alive", TestContext.Current.CancellationToken))
        using (var health = await replica.Client.GetAsync("/health", TestContext.Current.CancellationToken))
        using (var visit = await replica.Client.PostVisitAsync("home"))
        {
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            await ProblemAssert.IsAsync(visit, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        }

        await redis.StartAsync();

        Assert.InRange(
            await Condition.BecomesTrueAsync(
                async () => (await replica.Client.PostVisitAsync("home")).IsSuccessStatusCode, "the replica serves"),
            TimeSpan.Zero,
            Promise.RecoveryLimit);
    }
}
