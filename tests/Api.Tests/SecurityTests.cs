using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Nobody gets further than they should: not by headers, cookies, guesses or sheer size.</summary>
public sealed class SecurityTests(Stores stores)
{
    [Fact]
    public async Task Every_answer_tells_browsers_not_to_frame_guess_or_keep_it()
    {
        using var host = new ApiHost(stores);
        using var client = host.CreateClient();

        foreach (var path in new[] { "/", "/replica", "/nothing", "/session" })
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains(
                "frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Failed_logins_are_limited_over_all_replicas_and_good_ones_are_not()
    {
        (string, string)[] settings =
            [("Accounts:FailedLoginsPerMinute", "3"), ("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1")];
        using var first = new ApiHost(stores, settings);
        using var second = new ApiHost(stores, settings);
        using var one = ClientAt(first, "203.0.113.1");
        using var other = ClientAt(second, "203.0.113.1");
        using var elsewhere = ClientAt(second, "203.0.113.2");
        var user = await elsewhere.EnterAsync();

        for (var login = 0; login < 5; login++)
        {
            await one.LogInAsync(user.Name, LoggedIn.Password);
        }

        foreach (var client in new[] { one, other, one })
        {
            using var failed = await client.PostLoginAsync(user.Name, "wrong password");
            Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);
        }

        using var refused = await other.PostLoginAsync(user.Name, LoggedIn.Password);
        await ProblemAssert.IsAsync(refused, HttpStatusCode.TooManyRequests, "too-many-requests", definite: true);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        await elsewhere.LogInAsync(user.Name, LoggedIn.Password);
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_not_let_past_the_limit()
    {
        using var host = new ApiHost(
            stores, ("Accounts:FailedLoginsPerMinute", "5"), ("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1"));
        using var client = ClientAt(host, "203.0.113.3");
        var user = AccountRequests.NewName();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var response = await client.PostLoginAsync(user, "wrong password");
            return response.StatusCode;
        }));

        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(95, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Thirty_right_logins_at_once_are_let_in_all_although_ten_may_fail()
    {
        using var host = new ApiHost(
            stores, ("Accounts:FailedLoginsPerMinute", "10"), ("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1"));
        using var client = ClientAt(host, "203.0.113.6");
        var user = await client.EnterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            using var response = await client.PostLoginAsync(user.Name, LoggedIn.Password);
            return $"{response.StatusCode}: {(response.IsSuccessStatusCode ? "" : await TextAsync(response))}";
        }));

        Assert.All(answers, answer => Assert.Equal("OK: ", answer));
    }

    [Fact]
    public async Task A_client_whose_other_logins_do_not_end_is_told_so_and_of_no_failure()
    {
        using var host = new ApiHost(
            stores, ("Accounts:FailedLoginsPerMinute", "10"), ("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1"));
        using var client = ClientAt(host, "203.0.113.7");
        // Of a replica that hangs.
        await stores.Redis.SendAsync(
            "ZADD \"throttle:failed logins:203.0.113.7:under way\" 99999999999999 a 99999999999999 b 99999999999999 c 99999999999999 d");

        using var response = await client.PostLoginAsync(AccountRequests.NewName(), LoggedIn.Password);

        await ProblemAssert.IsAsync(response, HttpStatusCode.TooManyRequests, "too-many-requests", definite: true);
        Assert.Contains("under way", await TextAsync(response), StringComparison.Ordinal);
        Assert.DoesNotContain("failed", await TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logins_that_a_dead_replica_left_under_way_hold_nobody_up_for_good()
    {
        using var host = new ApiHost(
            stores, ("Accounts:FailedLoginsPerMinute", "10"), ("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1"));
        using var client = ClientAt(host, "203.0.113.8");
        var user = await client.EnterAsync();
        await stores.Redis.SendAsync("ZADD \"throttle:failed logins:203.0.113.8:under way\" 1 a 1 b 1 c 1 d");

        await client.LogInAsync(user.Name, LoggedIn.Password);
    }

    [Fact]
    public async Task Sign_ups_are_limited_except_those_of_the_admin()
    {
        using var host = new ApiHost(
            stores, ("Accounts:SignUpsPerMinute", "1"), ("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1"));
        using var client = ClientAt(host, "203.0.113.4");
        await client.EnterAsync();

        using var refused = await client.PostAsJsonAsync(
            "/users", new { username = AccountRequests.NewName(), password = LoggedIn.Password }, TestContext.Current.CancellationToken);

        await ProblemAssert.IsAsync(refused, HttpStatusCode.TooManyRequests, "too-many-requests", definite: true);
        await client.CallAsync(
            await client.EnterAsAdminAsync(),
            HttpMethod.Post,
            "/users",
            new { username = AccountRequests.NewName(), password = LoggedIn.Password });
    }

    [Fact]
    public async Task A_forwarded_address_of_someone_who_is_not_trusted_is_not_believed()
    {
        using var host = new ApiHost(stores, ("Accounts:FailedLoginsPerMinute", "2"), ("Proxies:Trusted:0", "203.0.113.99"));
        var user = AccountRequests.NewName();
        HttpStatusCode last = default;

        for (var guess = 0; guess < 4; guess++)
        {
            using var client = ClientAt(host, $"203.0.113.{guess}");
            using var response = await client.PostLoginAsync(user, "wrong password");
            last = response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        await stores.Redis.SendAsync(
            "DEL \"throttle:failed logins:127.0.0.1\"");
    }

    [Theory]
    [InlineData("cross-site", null, false)]
    [InlineData("same-site", null, false)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    [InlineData("same-origin", null, true)]
    [InlineData(null, "own", true)]
    public async Task With_a_cookie_only_our_own_pages_change_anything(string? site, string? origin, bool allowed)
    {
        using var host = new ApiHost(stores, ("Sessions:Cookie", "session"));
        using var client = host.CreateClient();
        var user = await client.EnterAsync("Bergen");
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/session");
        request.Content = JsonContent.Create(new { fields = new { location = "Oslo" } });
        request.Headers.Add("Cookie", $"session={user.Token}");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? client.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(allowed ? "Oslo" : "Bergen", (string?)(await client.ReadSessionAsync(user))["fields"]!["location"]);
    }

    [Fact]
    public async Task Cookie_and_token_lead_to_the_same_session()
    {
        using var host = new ApiHost(stores, ("Sessions:Cookie", "session"));
        using var client = host.CreateClient();
        var user = await client.EnterAsync("Bergen");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/session");
        request.Headers.Add("Cookie", $"session={user.Token}");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var session = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.Equal("Bergen", (string?)session!["fields"]!["location"]);
    }

    [Fact]
    public async Task A_body_over_16_KB_is_refused()
    {
        using var host = new ApiHost(stores);
        using var client = host.CreateClient();

        using var response = await client.PostLoginAsync("somebody", new string('x', 17_000));

        var problem = await ProblemAssert.IsAsync(response, HttpStatusCode.RequestEntityTooLarge, "body-too-large", definite: true);
        Assert.Equal("body", (string?)problem["field"]);
    }

    [Fact]
    public async Task Neither_logs_nor_traces_carry_passwords_or_tokens()
    {
        await using var collector = await Collector.StartAsync();
        using var replica = await ReplicaProcess.StartAsync(
            stores, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"), ("Logging__LogLevel__Default", "Debug"));
        var user = await replica.Client.EnterAsync();
        await replica.Client.CallAsync(user, HttpMethod.Get, "/data");
        await replica.Client.PatchSessionAsync(user, ("location", "a-secret-place"));
        await collector.ReceivesAsync("traces", "PATCH /session");
        await collector.ReceivesAsync("traces", "GET /data");

        foreach (var signal in new[] { "traces", "logs" })
        {
            var received = collector.Received(signal);
            Assert.DoesNotContain(LoggedIn.Password, received, StringComparison.Ordinal);
            Assert.DoesNotContain(user.Token, received, StringComparison.Ordinal);
            Assert.DoesNotContain("a-secret-place", received, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(replica.Process.Lines, line => line.Contains(user.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task This_machine_is_told_which_check_failed_and_others_only_that_one_did()
    {
        using var host = new ApiHost(stores, ("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1"));
        using var here = host.CreateClient();
        using var elsewhere = ClientAt(host, "203.0.113.5");

        Assert.Contains(
            "\"schema\":\"Healthy\"",
            await here.GetStringAsync("/health", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal("Healthy", await elsewhere.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }

    private static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static HttpClient ClientAt(ApiHost host, string address)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }
}
