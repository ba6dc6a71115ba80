using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Sign-up, login and password change: one owner for every name, and no word about who exists.</summary>
public sealed class AccountsTests(HostPair hosts, Stores stores) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Fact]
    public async Task Who_signed_up_can_log_in_and_read_his_own_record()
    {
        var user = await Client.EnterAsync();

        var data = await Client.CallAsync(user, HttpMethod.Get, "/data");

        Assert.Equal(user.Name, (string?)data["username"]);
        Assert.NotNull((DateTimeOffset?)data["createdAt"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no hash at all")]
    [InlineData("AAAA")]
    public async Task A_password_whose_hash_nobody_can_read_is_wrong(string hash)
    {
        var user = await Client.EnterAsync();
        await stores.Postgres.ExecuteAsync($"UPDATE users SET password_hash = '{hash}' WHERE name = '{user.Name}'");

        using var response = await Client.PostLoginAsync(user.Name, LoggedIn.Password);

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "wrong-credentials", definite: true);
    }

    [Fact]
    public async Task The_admin_whose_hash_nobody_can_read_gets_the_configured_password_at_the_next_start()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var own = stores.With(stores.Postgres, await stores.Postgres.CreateDatabaseAsync()).With(redis);
        using (var former = new ApiHost(own))
        {
            using var client = former.CreateClient();
            await client.EnterAsAdminAsync();
        }

        await stores.Postgres.ExecuteAsync("UPDATE users SET password_hash = 'no hash at all' WHERE name = 'admin'", own.Database);

        using var replica = await ReplicaProcess.StartAsync(own);
        await Condition.BecomesTrueAsync(
            async () => (await replica.Client.PostLoginAsync("admin", Stores.AdminPassword)).IsSuccessStatusCode, "the admin is let in");
    }

    [Fact]
    public async Task A_name_belongs_to_one_of_twenty_who_want_it_at_once()
    {
        var name = AccountRequests.NewName();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using var response = await SignUpAsync(name, $"password-{number}");
            return response.StatusCode;
        }));

        Assert.Single(statuses, HttpStatusCode.Created);
        Assert.Equal(19, statuses.Count(status => status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_taken_name_is_refused_definitely()
    {
        var user = await Client.EnterAsync();

        using var response = await SignUpAsync(user.Name, "another password");

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.Conflict, "username-taken", definite: true);
        Assert.Equal("username", (string?)problem["field"]);
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_are_answered_alike()
    {
        var user = await Client.EnterAsync();

        using var wrong = await Client.PostLoginAsync(user.Name, "wrong password");
        using var unknown = await Client.PostLoginAsync(AccountRequests.NewName(), LoggedIn.Password);

        await ProblemAssert.IsAsync(wrong, HttpStatusCode.Unauthorized, "wrong-credentials", definite: true);
        Assert.Equal(await BodyAsync(wrong), await BodyAsync(unknown));
    }

    [Fact]
    public async Task A_login_opens_a_session_with_its_location()
    {
        var user = await Client.EnterAsync("Bergen");

        var session = await Client.ReadSessionAsync(user);

        Assert.Equal(user.Name, (string?)session["user"]);
        Assert.Equal("Bergen", (string?)session["fields"]!["location"]);
    }

    [Fact]
    public async Task A_password_change_ends_every_session_and_only_the_new_password_opens_another()
    {
        var user = await Client.EnterAsync();
        var other = await Client.LogInAsync(user.Name, LoggedIn.Password);

        await Client.CallAsync(
            user, HttpMethod.Put, "/password", new { currentPassword = LoggedIn.Password, newPassword = "a new password" });

        Assert.False(await Client.IsGoodAsync(user));
        Assert.False(await Client.IsGoodAsync(other));
        using var old = await Client.PostLoginAsync(user.Name, LoggedIn.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.True(await Client.IsGoodAsync(await Client.LogInAsync(user.Name, "a new password")));
    }

    [Fact]
    public async Task A_password_change_with_a_wrong_password_changes_nothing()
    {
        var user = await Client.EnterAsync();

        using var response = await Client.SendAsync(
            user, HttpMethod.Put, "/password", new { currentPassword = "wrong password", newPassword = "a new password" });

        await ProblemAssert.IsAsync(response, HttpStatusCode.Unauthorized, "wrong-credentials", definite: true);
        Assert.True(await Client.IsGoodAsync(user));
        Assert.True(await Client.IsGoodAsync(await Client.LogInAsync(user.Name, LoggedIn.Password)));
    }

    [Fact]
    public async Task A_password_change_that_could_not_end_the_sessions_is_not_called_undone_and_the_next_login_ends_them()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        using var host = new ApiHost(stores.With(redis));
        using var client = host.CreateClient();
        var user = await client.EnterAsync();
        await redis.SendAsync("CONFIG SET maxmemory 1");

        using var response = await client.SendAsync(
            user, HttpMethod.Put, "/password", new { currentPassword = LoggedIn.Password, newPassword = "a new password" });

        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: false);
        await redis.SendAsync("CONFIG SET maxmemory 0");
        Assert.True(await client.IsGoodAsync(await client.LogInAsync(user.Name, "a new password")));
        Assert.False(await client.IsGoodAsync(user));
    }

    [Fact]
    public async Task No_login_that_races_with_a_password_change_leaves_a_session_of_the_old_password()
    {
        var user = await Client.EnterAsync();

        var logins = Enumerable.Range(0, 30).Select(async _ =>
        {
            using var response = await Client.PostLoginAsync(user.Name, LoggedIn.Password);
            return response.IsSuccessStatusCode
                && await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken) is { } login
                    ? new LoggedIn(user.Name, (string)login["token"]!)
                    : null;
        }).ToArray();
        await Client.CallAsync(
            user, HttpMethod.Put, "/password", new { currentPassword = LoggedIn.Password, newPassword = "a new password" });

        foreach (var login in await Task.WhenAll(logins))
        {
            Assert.False(login is not null && await Client.IsGoodAsync(login));
        }
    }

    [Fact]
    public async Task A_password_of_another_number_of_rounds_opens_a_session_and_is_stored_again_with_the_configured_one()
    {
        var user = await Client.EnterAsync();
        using var stricter = new ApiHost(stores, ("Accounts:PasswordIterations", "2000"));
        using var client = stricter.CreateClient();
        var before = await HashAsync(user.Name);

        await client.LogInAsync(user.Name, LoggedIn.Password);

        Assert.NotEqual(before, await HashAsync(user.Name));
        Assert.True(await Client.IsGoodAsync(await Client.LogInAsync(user.Name, LoggedIn.Password)));
    }

    [Fact]
    public async Task The_admin_gets_the_configured_password_also_where_the_database_has_another()
    {
        // A Redis of its own: in it the number of the admin's password rises, and it is the same user for all databases.
        await using var redis = new RedisServer();
        await redis.StartAsync();
        var own = stores.With(redis).With(stores.Postgres, await stores.Postgres.CreateDatabaseAsync());
        using (var first = new ApiHost(own))
        {
            using var client = first.CreateClient();
            Assert.True(await client.IsGoodAsync(await client.EnterAsAdminAsync()));
        }

        using var second = new ApiHost(own, ("Accounts:AdminPassword", "another admin password"));
        using var later = second.CreateClient();
        await Condition.BecomesTrueAsync(
            async () => (await later.PostLoginAsync("admin", "another admin password")).IsSuccessStatusCode,
            "the admin has the new password");
        using var old = await later.PostLoginAsync("admin", Stores.AdminPassword);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    private static Task<string> BodyAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<string> HashAsync(string name) =>
        (string)(await stores.Postgres.ExecuteAsync($"SELECT password_hash FROM users WHERE name = '{name}'"))!;

    private Task<HttpResponseMessage> SignUpAsync(string name, string password) =>
        Client.PostAsJsonAsync("/users", new { username = name, password }, TestContext.Current.CancellationToken);
}
