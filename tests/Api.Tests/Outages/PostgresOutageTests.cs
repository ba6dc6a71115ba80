using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>
/// A Postgres that is gone or does not answer: what needs it is refused in time, the rest works, and service returns by itself.
/// </summary>
[Collection(Timed.Collection)]
public sealed class PostgresOutageTests(Stores stores) : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private ReplicaProcess? _replica;

    private HttpClient Client => _replica!.Client;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        // A job that is never due: nothing but the requests of the test asks Postgres.
        _replica = await ReplicaProcess.StartAsync(stores.With(_postgres), ("Jobs__Period", "1.00:00:00"), ("Jobs__Lease", "01:00:00"));
    }

    [Fact]
    public async Task Killed_it_is_told_from_Redis_which_works_on_and_what_was_acknowledged_is_there_after_the_return()
    {
        var user = await Client.EnterAsync("Bergen");
        await _postgres.KillAsync();

        await Condition.BecomesTrueAsync(
            async () => await RefusedAsync(user) == "\"definite\":true", "the replica knows that Postgres is gone");
        Assert.True(await Client.IsGoodAsync(user));
        Assert.Equal(1, await Client.CountAsync(Pages.New()));
        using (var health = await Client.GetAsync("/health", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        }

        await _postgres.StartAsync();

        Assert.InRange(await ServesAgainAsync(user), TimeSpan.Zero, Promise.RecoveryLimit);
        Assert.True(await Client.IsGoodAsync(await Client.LogInAsync(user.Name, LoggedIn.Password)));
    }

    [Fact]
    public async Task The_first_requests_after_the_return_are_served_although_every_pooled_connection_had_died()
    {
        var users = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Client.EnterAsync()));
        await Task.WhenAll(users.Select(user => Client.CallAsync(user, HttpMethod.Get, "/data")));
        await _postgres.KillAsync();
        await _postgres.StartAsync();
        var name = await ReplicaNameAsync();
        await Condition.BecomesTrueAsync(
            async () =>
                (long)(await _postgres.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{name}'"))! > 0,
            "the replica has noticed");

        foreach (var user in users)
        {
            Assert.Null(await RefusedAsync(user));
        }
    }

    [Fact]
    public async Task Paused_it_is_answered_for_in_time_by_a_few_threads_and_serves_again_after_the_return()
    {
        var user = await Client.EnterAsync();
        await _postgres.PauseAsync();
        var threads = Threads();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            var clock = Stopwatch.StartNew();
            var refused = await RefusedAsync(user);
            return (clock.Elapsed, refused);
        }));

        Assert.All(answers, answer => Assert.NotNull(answer.refused));
        Assert.All(answers, answer => Assert.InRange(answer.Elapsed, TimeSpan.Zero, Promise.AnswerLimit));
        Assert.InRange(Threads() - threads, int.MinValue, 24);
        await _postgres.ResumeAsync();
        Assert.InRange(await ServesAgainAsync(user), TimeSpan.Zero, Promise.RecoveryLimit);
    }

    [Fact]
    public async Task Paused_for_longer_than_its_calls_are_kept_it_lets_nothing_else_wait()
    {
        var user = await Client.EnterAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Client.GetAsync("/health", TestContext.Current.CancellationToken)));
        await _postgres.PauseAsync();
        var meanwhile = Stopwatch.StartNew();
        var probes = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Client.GetAsync("/health", TestContext.Current.CancellationToken)));
        var refused = Task.WhenAll(Enumerable.Range(0, 40).Select(_ => RefusedAsync(user)));

        var longest = TimeSpan.Zero;
        while (meanwhile.Elapsed < TimeSpan.FromSeconds(8))
        {
            var clock = Stopwatch.StartNew();
            using var alive = await Client.GetAsync("/alive", TestContext.Current.CancellationToken);
            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.InRange(longest, TimeSpan.Zero, Promise.AnswerLimit);
        Assert.All(await refused, Assert.NotNull);
        Assert.All(await probes, probe => Assert.Equal(HttpStatusCode.ServiceUnavailable, probe.StatusCode));
        await _postgres.ResumeAsync();
        Assert.InRange(await ServesAgainAsync(user), TimeSpan.Zero, Promise.RecoveryLimit);
    }

    [Fact]
    public async Task Paused_its_replica_says_in_time_that_it_is_not_ready()
    {
        await Client.EnterAsync();
        await _postgres.PauseAsync();
        var clock = Stopwatch.StartNew();

        using var health = await Client.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Promise.AnswerLimit);
        await _postgres.ResumeAsync();
    }

    [Fact]
    public async Task While_it_refuses_the_password_what_needs_it_is_refused_definitely_and_served_again_without_a_restart()
    {
        var user = await Client.EnterAsync();
        await using var wayBack = await _postgres.ChangePasswordAsync();

        await Condition.BecomesTrueAsync(
            async () => await RefusedAsync(user) == "\"definite\":true", "the replica knows that it is not let in");
        using (var data = await Client.SendAsync(user, HttpMethod.Get, "/data"))
        using (var health = await Client.GetAsync("/health", TestContext.Current.CancellationToken))
        {
            await ProblemAssert.IsAsync(data, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        }

        await wayBack.DisposeAsync();

        Assert.InRange(await ServesAgainAsync(user), TimeSpan.Zero, Promise.RecoveryLimit);
    }

    [Fact]
    public async Task Read_only_it_is_not_ready()
    {
        await _postgres.ExecuteAsync("ALTER DATABASE shop SET default_transaction_read_only = on");
        await _postgres.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");

        await Condition.BecomesTrueAsync(
            async () =>
            {
                using var health = await Client.GetAsync("/health", TestContext.Current.CancellationToken);
                return (await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                    .Contains("takes no writes", StringComparison.Ordinal);
            },
            "the replica says that it is not ready");
    }

    [Fact]
    public async Task Paused_tokens_of_keys_that_nobody_has_are_answered_in_time_too()
    {
        var user = await Client.EnterAsync();
        await _postgres.PauseAsync();
        var tokens = Enumerable.Range(0, 15).Select(_ => TokenOfAnotherKey(user.Token));

        var answers = await Task.WhenAll(tokens.Select(async token =>
        {
            var clock = Stopwatch.StartNew();
            using var response = await Client.SendAsync(new LoggedIn(user.Name, token), HttpMethod.Get, "/session");
            return (clock.Elapsed, response.StatusCode);
        }));

        await _postgres.ResumeAsync();
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.All(answers, answer => Assert.InRange(answer.Elapsed, TimeSpan.Zero, Promise.AnswerLimit));
    }

    [Fact]
    public async Task A_sign_up_that_was_not_answered_is_not_definite_and_one_that_was_never_sent_is_and_leaves_nothing()
    {
        await Client.EnterAsync();
        await _postgres.PauseAsync();
        var name = AccountRequests.NewName();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => SignUpAsync($"{name[..20]}-{number}")));

        await _postgres.ResumeAsync();
        await Condition.BecomesTrueAsync(async () => (await SignUpAsync(AccountRequests.NewName())).Definite is null, "sign-ups work");
        Assert.Contains("\"definite\":false", answers.Select(answer => answer.Definite));
        foreach (var (user, _) in answers.Where(answer => answer.Definite == "\"definite\":true"))
        {
            Assert.Equal(0L, await _postgres.ExecuteAsync($"SELECT count(*) FROM users WHERE name = '{user}'"));
        }
    }

    [Fact]
    public async Task Without_a_free_connection_calls_are_refused_definitely()
    {
        var user = await Client.EnterAsync();
        await _postgres.ExecuteAsync("ALTER SYSTEM SET max_connections = 4");
        await _postgres.ExecuteAsync("ALTER SYSTEM SET superuser_reserved_connections = 0");
        await _postgres.KillAsync();
        await _postgres.StartAsync();
        await Condition.BecomesTrueAsync(async () => await RefusedAsync(user) is null, "the replica serves again");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => RefusedAsync(user)));

        Assert.DoesNotContain("\"definite\":false", answers);
        await Condition.BecomesTrueAsync(async () => await RefusedAsync(user) is null, "with fewer callers it serves");
    }

    public async ValueTask DisposeAsync()
    {
        _replica?.Dispose();
        await _postgres.DisposeAsync();
    }

    // Its header names the key, after four bytes: base64url keeps the places of characters.
    private static string TokenOfAnotherKey(string token)
    {
        var bytes = Base64Url.DecodeFromChars(token);
        Guid.NewGuid().TryWriteBytes(bytes.AsSpan(sizeof(int)));
        return Base64Url.EncodeToString(bytes);
    }

    private Task<TimeSpan> ServesAgainAsync(LoggedIn user) =>
        Condition.BecomesTrueAsync(async () => await RefusedAsync(user) is null, "the replica serves again");

    /// <returns>Null when the request was served.</returns>
    private async Task<string?> RefusedAsync(LoggedIn user)
    {
        using var response = await Client.SendAsync(user, HttpMethod.Get, "/data");
        return await DefiniteAsync(response);
    }

    private async Task<(string User, string? Definite)> SignUpAsync(string name)
    {
        using var response = await Client.PostAsJsonAsync(
            "/users", new { username = name, password = LoggedIn.Password }, TestContext.Current.CancellationToken);
        return (name, await DefiniteAsync(response));
    }

    private static async Task<string?> DefiniteAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? null
            : text.Contains("\"definite\":true", StringComparison.Ordinal) ? "\"definite\":true"
            : "\"definite\":false";
    }

    private async Task<string> ReplicaNameAsync()
    {
        using var response = await Client.GetAsync("/alive", TestContext.Current.CancellationToken);
        return response.Headers.GetValues("Replica").Single();
    }

    private int Threads() => Directory.GetDirectories($"/proc/{_replica!.Process.Id}/task").Length;
}
