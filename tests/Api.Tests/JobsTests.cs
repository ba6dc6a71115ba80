using System.Net;
using System.Text.Json.Nodes;
using AspireStateless.Api.Jobs;
using AspireStateless.Api.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AspireStateless.Api.Tests;

/// <summary>The ticks of the job are 1, 2, … without a gap, each once, whatever becomes of the replicas that run it.</summary>
[Collection(Crowded.Collection)]
public sealed class JobsTests(Stores stores) : IAsyncLifetime
{
    private static readonly (string, string)[] Quick =
        [("Jobs__Period", "00:00:01"), ("Jobs__Lease", "00:00:02"), ("Logging__LogLevel__AspireStateless.Api.Jobs", "Debug")];

    private readonly RedisServer _redis = new();
    private Stores _own = null!;

    public async ValueTask InitializeAsync()
    {
        await _redis.StartAsync();
        _own = stores.With(stores.Postgres, await stores.Postgres.CreateDatabaseAsync()).With(_redis);
    }

    [Fact]
    public async Task Three_replicas_make_one_effect_a_tick_and_it_is_what_the_counters_were()
    {
        using var first = await ReplicaProcess.StartAsync(_own, Quick);
        using var second = await ReplicaProcess.StartAsync(_own, Quick);
        using var third = await ReplicaProcess.StartAsync(_own, Quick);
        var admin = await first.Client.EnterAsAdminAsync();
        await first.Client.CountAsync("job-page");
        await first.Client.CountAsync("job-page");

        var ticks = await UntilAsync(second.Client, admin, ticks => ticks.Count(tick => PagesOf(tick).ContainsKey("job-page")) >= 2);

        AreNumberedWithoutAGap(ticks);
        Assert.Equal(2, (long?)ticks[^1]["pages"]!["job-page"]);
    }

    [Fact]
    public async Task The_ticks_go_on_without_a_gap_when_the_leader_is_killed()
    {
        using var first = await ReplicaProcess.StartAsync(_own, Quick);
        var admin = await first.Client.EnterAsAdminAsync();
        await UntilAsync(first.Client, admin, ticks => ticks.Count >= 1);
        using var second = await ReplicaProcess.StartAsync(_own, Quick);
        first.Process.Signal(Signal.Kill);

        // Of the new leader, who has a higher token.
        var ticks = await UntilAsync(second.Client, admin, ticks => (long?)ticks[^1]["token"] > (long?)ticks[0]["token"]);

        AreNumberedWithoutAGap(ticks);
    }

    [Fact]
    public async Task A_leader_that_was_paused_longer_than_its_lease_cannot_write_what_it_still_had_in_hand()
    {
        using var host = new ApiHost(_own, ("Jobs:Period", "1.00:00:00"));
        using var client = host.CreateClient();
        var ticks = host.Services.GetRequiredService<VisitTicks>();
        var token = TestContext.Current.CancellationToken;
        await UntilAsync(client, await client.EnterAsAdminAsync(), ticks => ticks.Count == 1);
        var (old, last, _) = await ticks.BeginAsync(token: 5, TimeSpan.FromSeconds(1), token);
        await ticks.BeginAsync(token: 6, TimeSpan.FromSeconds(1), token);

        Assert.False(await ticks.WriteAsync(last + 1, old, [new("home", 1)], kept: 10, token));
        Assert.True(await ticks.WriteAsync(last + 1, 6, [new("home", 2)], kept: 10, token));
        Assert.False(await ticks.WriteAsync(last + 1, 6, [new("home", 3)], kept: 10, token));
        Assert.Equal(2, (await ticks.ReadAsync(last, most: 10, token)).Single().Pages["home"]);
    }

    [Fact]
    public async Task A_stop_leaves_the_lease_so_that_another_leads_at_once()
    {
        using var replica = await ReplicaProcess.StartAsync(_own, ("Jobs__Period", "00:00:01"), ("Jobs__Lease", "01:00:00"));
        await UntilAsync(replica.Client, await replica.Client.EnterAsAdminAsync(), ticks => ticks.Count >= 1);
        Assert.False(await _redis.AnswersAsync("GET {job:visits}:lease", "$-1"));

        replica.Process.Signal(Signal.Terminate);

        await Condition.BecomesTrueAsync(() => _redis.AnswersAsync("GET {job:visits}:lease", "$-1"), "the lease is left");
    }

    [Fact]
    public async Task The_ticks_go_on_after_Redis_has_lost_everything()
    {
        using var replica = await ReplicaProcess.StartAsync(_own, Quick);
        var admin = await replica.Client.EnterAsAdminAsync();
        await stores.Postgres.ExecuteAsync("UPDATE jobs SET token = 1000", _own.Database);
        var before = await UntilAsync(replica.Client, admin, ticks => ticks.Count >= 1);

        await _redis.SendAsync("FLUSHALL");

        var ticks = await UntilAsync(replica.Client, await replica.Client.EnterAsAdminAsync(), ticks => ticks.Count >= before.Count + 2);
        AreNumberedWithoutAGap(ticks);
    }

    [Theory]
    [InlineData("ALTER TABLE jobs RENAME TO away", "ALTER TABLE away RENAME TO jobs")]
    [InlineData("ALTER TABLE visit_ticks RENAME TO away", "ALTER TABLE away RENAME TO visit_ticks")]
    public async Task The_ticks_go_on_and_the_replica_lives_after_Postgres_has_refused_one(string refuse, string accept)
    {
        using var replica = await ReplicaProcess.StartAsync(_own, Quick);
        var admin = await replica.Client.EnterAsAdminAsync();
        var before = await UntilAsync(replica.Client, admin, ticks => ticks.Count >= 1);

        await stores.Postgres.ExecuteAsync(refuse, _own.Database);
        await Condition.BecomesTrueAsync(
            () => Task.FromResult(replica.Process.Lines.Any(line => line.Contains("The next tick is late", StringComparison.Ordinal))),
            "a tick is refused");
        await stores.Postgres.ExecuteAsync(accept, _own.Database);

        AreNumberedWithoutAGap(await UntilAsync(replica.Client, admin, ticks => ticks.Count > before.Count));
    }

    [Fact]
    public async Task A_database_that_is_gone_is_a_store_that_is_away_and_ends_no_replica()
    {
        using var replica = await ReplicaProcess.StartAsync(_own, Quick);
        await UntilAsync(replica.Client, await replica.Client.EnterAsAdminAsync(), ticks => ticks.Count >= 1);

        await stores.Postgres.ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(_own.Database).Database} WITH (FORCE)");

        await Condition.BecomesTrueAsync(
            async () =>
            {
                using var answer = await replica.Client.GetAsync("/products", TestContext.Current.CancellationToken);
                return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            "what needs the database is refused for now");
        // The job has met it as well.
        await Condition.BecomesTrueAsync(
            () => Task.FromResult(replica.Process.Lines.Any(line => line.Contains("The next tick is late", StringComparison.Ordinal))),
            "a tick is late");
        Assert.Equal(1, await replica.Client.CountAsync("still-counted"));
    }

    [Fact]
    public async Task Only_the_admin_sees_the_ticks()
    {
        using var host = new ApiHost(_own);
        using var client = host.CreateClient();

        using var anonymous = await client.GetAsync("/jobs/visits/ticks", TestContext.Current.CancellationToken);
        using var user = await client.SendAsync(await client.EnterAsync(), HttpMethod.Get, "/jobs/visits/ticks");

        await ProblemAssert.IsAsync(anonymous, HttpStatusCode.Unauthorized, "not-logged-in", definite: true);
        await ProblemAssert.IsAsync(user, HttpStatusCode.Forbidden, "forbidden", definite: true);
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private static JsonObject PagesOf(JsonNode tick) => tick["pages"]!.AsObject();

    private static void AreNumberedWithoutAGap(IReadOnlyList<JsonNode> ticks) =>
        Assert.Equal(Enumerable.Range(1, ticks.Count).Select(number => (long)number), ticks.Select(tick => (long)tick["tick"]!));

    private static async Task<IReadOnlyList<JsonNode>> UntilAsync(
        HttpClient client, LoggedIn admin, Func<IReadOnlyList<JsonNode>, bool> condition)
    {
        IReadOnlyList<JsonNode> ticks = [];
        await Condition.BecomesTrueAsync(
            async () =>
            {
                using var response = await client.SendAsync(admin, HttpMethod.Get, "/jobs/visits/ticks");
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    // A store took longer than its deadline on a machine that gave it no time.
                    return false;
                }

                Assert.True(response.IsSuccessStatusCode, text);
                ticks = [.. JsonNode.Parse(text)!.AsArray().Select(tick => tick!)];
                return condition(ticks);
            },
            "the ticks are there");
        return ticks;
    }
}
