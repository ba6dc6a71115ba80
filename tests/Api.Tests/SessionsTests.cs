using System.Globalization;
using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Each field is a register of its own, and a session ends for all replicas at once.</summary>
public sealed class SessionsTests(HostPair hosts, Stores stores) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Fact]
    public async Task A_change_of_one_field_leaves_the_others_as_they_are()
    {
        var user = await Client.EnterAsync("Bergen");

        var changed = await Client.PatchSessionAsync(user, ("theme", "dark"));

        Assert.Equal(("Bergen", "dark"), ((string?)changed["fields"]!["location"], (string?)changed["fields"]!["theme"]));
        Assert.Equal((1, 2), ((int?)changed["versions"]!["location"], (int?)changed["versions"]!["theme"]));
        Assert.Equal(2, (int?)changed["version"]);
    }

    [Fact]
    public async Task Hundreds_of_writers_of_different_fields_overwrite_nobody()
    {
        var user = await Client.EnterAsync();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(number =>
            Client.PatchSessionAsync(user, ($"field-{number % 30}", number.ToString(CultureInfo.InvariantCulture)))));

        var session = await Client.ReadSessionAsync(user);
        Assert.Equal(301, (int?)session["version"]);
        Assert.All(
            Enumerable.Range(0, 30),
            field => Assert.Equal(field, int.Parse((string)session["fields"]![$"field-{field}"]!, CultureInfo.InvariantCulture) % 30));
    }

    [Fact]
    public async Task Null_takes_a_field_out_and_its_version_tells_when()
    {
        var user = await Client.EnterAsync("Bergen");

        var changed = await Client.PatchSessionAsync(user, ("location", null));

        Assert.Empty(changed["fields"]!.AsObject());
        Assert.Equal(2, (int?)changed["versions"]!["location"]);
    }

    [Fact]
    public async Task With_If_Match_only_the_version_that_was_read_is_changed()
    {
        var user = await Client.EnterAsync();
        await Client.CallAsync(user, HttpMethod.Patch, "/session", Fields("theme", "dark"), ("If-Match", "\"1\""));

        using var stale = await Client.SendAsync(user, HttpMethod.Patch, "/session", Fields("theme", "light"), ("If-Match", "1"));

        await ProblemAssert.IsAsync(stale, HttpStatusCode.PreconditionFailed, "version-mismatch", definite: true);
        Assert.Equal("dark", (string?)(await Client.ReadSessionAsync(user))["fields"]!["theme"]);
    }

    [Fact]
    public async Task A_field_too_many_is_refused_and_nothing_of_the_change_is_made()
    {
        using var host = new ApiHost(stores, ("Sessions:MaxFields", "2"));
        using var client = host.CreateClient();
        var user = await client.EnterAsync("Bergen");

        using var response = await client.SendAsync(
            user, HttpMethod.Patch, "/session", new { fields = new { location = "Oslo", a = "1", b = "2" } });

        await ProblemAssert.IsAsync(response, HttpStatusCode.Conflict, "too-many-fields", definite: true);
        Assert.Equal("Bergen", (string?)(await client.ReadSessionAsync(user))["fields"]!["location"]);
    }

    [Fact]
    public async Task After_a_logout_the_token_is_good_nowhere()
    {
        var user = await Client.EnterAsync();
        var other = await Client.LogInAsync(user.Name, LoggedIn.Password);
        using var second = new ApiHost(stores);
        using var elsewhere = second.CreateClient();

        await Client.CallAsync(user, HttpMethod.Post, "/logout");

        Assert.False(await elsewhere.IsGoodAsync(user));
        Assert.True(await elsewhere.IsGoodAsync(other));
    }

    [Fact]
    public async Task Use_prolongs_a_session_up_to_its_cap_by_the_clock_of_Redis()
    {
        using var host = new ApiHost(stores, ("Sessions:Lifetime", "00:00:02"), ("Sessions:Cap", "00:00:05"));
        using var client = host.CreateClient();
        var opened = await RedisTimeAsync();
        var user = await client.EnterAsync();
        var last = opened;

        await Condition.BecomesTrueAsync(
            async () =>
            {
                var before = await RedisTimeAsync();
                var good = await client.IsGoodAsync(user);
                last = good ? before : last;
                return !good;
            },
            "the session ends although it is used all the time");

        var ended = await RedisTimeAsync();
        Assert.True(last - opened > TimeSpan.FromSeconds(2.5), $"used for {last - opened}, longer than its lifetime");
        Assert.InRange(ended - opened, TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_use_prolongs_by_at_least_the_lifetime_and_most_uses_write_nothing()
    {
        var user = await Client.EnterAsync();
        var before = await PersistedAsync();

        for (var use = 0; use < 50; use++)
        {
            var asked = await RedisTimeAsync();
            var expiresAt = (DateTimeOffset)(await Client.ReadSessionAsync(user))["expiresAt"]!;
            Assert.InRange(
                expiresAt - asked, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30) * (1 + (1 / 64.0)) + TimeSpan.FromSeconds(1));
        }

        Assert.Equal(before, await PersistedAsync());

        // How often this session's end was written: never since it was opened.
        async Task<string> PersistedAsync() =>
            await stores.Redis.SendAsync(
                $"EVAL \"return redis.call('PEXPIRETIME', redis.call('KEYS', '{{u:{user.Name}}}:session:*')[1])\" 0");
    }

    [Fact]
    public async Task An_unused_session_ends_with_its_lifetime()
    {
        using var host = new ApiHost(stores, ("Sessions:Lifetime", "00:00:01"));
        using var client = host.CreateClient();
        var user = await client.EnterAsync();
        var expiresAt = (DateTimeOffset)(await client.ReadSessionAsync(user))["expiresAt"]!;

        await Condition.BecomesTrueAsync(async () => await RedisTimeAsync() > expiresAt, "its time is over by the clock of Redis");

        Assert.False(await client.IsGoodAsync(user));
    }

    private static object Fields(string name, string value) => new { fields = new Dictionary<string, string> { [name] = value } };

    private async Task<DateTimeOffset> RedisTimeAsync()
    {
        var parts = (await stores.Redis.SendAsync("TIME")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[2], CultureInfo.InvariantCulture))
            .AddMicroseconds(long.Parse(parts[4], CultureInfo.InvariantCulture));
    }
}
