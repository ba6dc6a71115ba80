using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>A change of a cart and the use of its session are one step: a session that is no more changes nothing.</summary>
public sealed partial class CartSessionsTests(HostPair hosts, Stores stores) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Fact]
    public async Task After_a_logout_the_cart_is_not_changed_on_any_replica()
    {
        var user = await Client.EnterAsync();
        var other = await Client.LogInAsync(user.Name, LoggedIn.Password);
        await Client.PutIntoCartAsync(user, "TEA", 1);
        await Client.CallAsync(user, HttpMethod.Post, "/logout");

        for (var replica = 0; replica < 2; replica++)
        {
            await IsRefusedAsync(hosts.ClientOf(replica), user, HttpMethod.Put);
            await IsRefusedAsync(hosts.ClientOf(replica), user, HttpMethod.Delete);
        }

        Assert.Equal("""{"version":1,"items":[{"sku":"TEA","quantity":1}]}""", (await Client.ReadCartAsync(other)).ToJsonString());
    }

    [Fact]
    public async Task After_a_password_change_the_older_sessions_change_no_cart()
    {
        var user = await Client.EnterAsync();
        var other = await Client.LogInAsync(user.Name, LoggedIn.Password);
        await Client.CallAsync(
            user, HttpMethod.Put, "/password", new { currentPassword = LoggedIn.Password, newPassword = "a new password" });

        await IsRefusedAsync(hosts.ClientOf(1), other, HttpMethod.Put);

        var again = await Client.LogInAsync(user.Name, "a new password");
        Assert.Equal(0, (int?)(await Client.ReadCartAsync(again))["version"]);
    }

    [Fact]
    public async Task An_expired_session_changes_nothing_and_gets_no_earlier_answer()
    {
        using var brief = new HostPair(stores, ("Sessions:Lifetime", "00:00:01"));
        var user = await brief.Client.EnterAsync();
        await brief.Client.PutIntoCartAsync(user, "TEA", 2, "key-1");
        await Condition.BecomesTrueAsync(
            () => stores.Redis.AnswersAsync($"EVAL \"return #redis.call('KEYS', '{{u:{user.Name}}}:session:*')\" 0", ":0"),
            "the session has ended");

        await IsRefusedAsync(brief.Client, user, HttpMethod.Put);
        await IsRefusedAsync(brief.ClientOf(1), user, HttpMethod.Put, "key-1");

        var again = await brief.Client.LogInAsync(user.Name, LoggedIn.Password);
        Assert.Equal("""{"version":1,"items":[{"sku":"TEA","quantity":2}]}""", (await brief.Client.ReadCartAsync(again)).ToJsonString());
    }

    [Fact]
    public async Task Changes_alone_keep_a_session_alive()
    {
        using var brief = new HostPair(stores, ("Sessions:Lifetime", "00:00:01"));
        var user = await brief.Client.EnterAsync();
        var ends = (DateTimeOffset)(await brief.Client.ReadSessionAsync(user))["expiresAt"]!;

        var begun = TimeProvider.System.GetTimestamp();

        await Condition.BecomesTrueAsync(
            async () =>
            {
                await brief.Client.PutIntoCartAsync(user, "TEA", 1);
                return TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromSeconds(2.5);
            },
            "more than two lifetimes are over");

        var later = (DateTimeOffset)(await brief.Client.ReadSessionAsync(user))["expiresAt"]!;
        Assert.True(later > ends + TimeSpan.FromSeconds(2), $"it ended at {ends} and ends at {later}");
    }

    [Fact]
    public async Task One_dead_session_among_many_that_change_carts_at_once_is_refused_alone()
    {
        var users = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Client.EnterAsync()));
        await Client.CallAsync(users[3], HttpMethod.Post, "/logout");

        var changes = await Task.WhenAll(Enumerable.Range(0, 300).Select(async number =>
        {
            var user = users[number % users.Length];
            using var response = await Client.SendToCartAsync(user, "TEA", 1, $"key-{number}");
            return (User: user, response.StatusCode);
        }));

        Assert.All(
            changes, change => Assert.Equal(change.User == users[3] ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, change.StatusCode));
        users[3] = await Client.LogInAsync(users[3].Name, LoggedIn.Password);
        var versions = await Task.WhenAll(users.Select(async user => (int)(await Client.ReadCartAsync(user))["version"]!));
        Assert.Equal([30, 30, 30, 0, 30, 30, 30, 30, 30, 30], versions);
    }

    [Fact]
    public async Task A_change_takes_one_round_trip()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var host = new ApiHost(stores.With(redis));
        using var client = host.CreateClient();
        var user = await client.EnterAsync();
        await client.PutIntoCartAsync(user, "TEA", 1);
        var before = await ScriptRunsAsync(redis);

        for (var quantity = 1; quantity <= 10; quantity++)
        {
            await client.PutIntoCartAsync(user, "TEA", quantity);
        }

        // The job that runs beside asks Redis a few times a lease.
        Assert.InRange(await ScriptRunsAsync(redis) - before, 10, 15);
    }

    private static async Task IsRefusedAsync(HttpClient client, LoggedIn user, HttpMethod method, string? key = null)
    {
        using var response = await client.SendAsync(
            user,
            method,
            "/cart/items/TEA",
            method == HttpMethod.Put ? new { quantity = 2 } : null,
            key is null ? [] : [("Idempotency-Key", key)]);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "not-logged-in", definite: true);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    // The first run of a script goes out in full, the others by its hash.
    private static async Task<long> ScriptRunsAsync(RedisServer redis) => ScriptRuns()
        .Matches(await redis.SendAsync("INFO commandstats"))
        .Sum(command => long.Parse(command.Groups["calls"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("cmdstat_eval(sha)?:calls=(?<calls>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScriptRuns();
}
