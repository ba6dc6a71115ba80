using System.Net;
using AspireStateless.Api.Keys;
using AspireStateless.Api.Storage.Migrations;
using AspireStateless.Api.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AspireStateless.Api.Tests;

/// <summary>One ring of keys for all replicas: a token from any is good on every other and on every later one.</summary>
[Collection(Crowded.Collection)]
public sealed class KeyRingTests(Stores stores) : IAsyncLifetime
{
    private Stores _own = null!;

    public async ValueTask InitializeAsync() => _own = stores.With(stores.Postgres, await stores.Postgres.CreateDatabaseAsync());

    [Fact]
    public async Task Ten_replicas_that_start_at_once_on_an_empty_database_make_one_ring_and_one_schema_and_accept_each_others_tokens()
    {
        var homes = Enumerable.Range(0, 10).Select(_ => Directory.CreateTempSubdirectory("api-tests-home-")).ToArray();
        var replicas = await Task.WhenAll(homes.Select(home => ReplicaProcess.StartAsync(_own, ("HOME", home.FullName))));
        try
        {
            await Task.WhenAll(replicas.Select(replica => Condition.BecomesTrueAsync(
                async () => (await replica.Client.GetAsync("/health", TestContext.Current.CancellationToken)).IsSuccessStatusCode,
                "it is ready")));
            var users = await Task.WhenAll(replicas.Select(replica => replica.CarefulClient.EnterAsync()));

            foreach (var replica in replicas)
            {
                // Says what was answered where it is no success.
                await Task.WhenAll(users.Select(replica.CarefulClient.ReadSessionAsync));
            }

            Assert.Equal(1, await CountAsync("data_protection_keys"));
            Assert.Equal(Migration.All.Count, await CountAsync("migrations"));
            Assert.All(homes, home => Assert.Empty(home.GetFileSystemInfos()));
        }
        finally
        {
            foreach (var replica in replicas)
            {
                replica.Dispose();
            }

            foreach (var home in homes)
            {
                home.Delete(recursive: true);
            }
        }
    }

    [Fact]
    public async Task A_token_of_a_new_key_is_good_on_a_replica_that_has_not_looked_since()
    {
        using var first = await ReplicaProcess.StartAsync(_own, ("Keys__RefreshPeriod", "01:00:00"));
        var before = await first.Client.EnterAsync();
        using var second = new ApiHost(_own);
        using var client = second.CreateClient();

        await AddKeyAsync(second, until: TimeSpan.FromDays(90));
        var after = before;
        await Condition.BecomesTrueAsync(
            async () => TokenHeader.KeyOf((after = await client.EnterAsync()).Token) != TokenHeader.KeyOf(before.Token),
            "the new key is used");

        Assert.True(await first.Client.IsGoodAsync(after));
        Assert.True(await client.IsGoodAsync(before));
    }

    [Fact]
    public async Task A_token_that_was_used_is_refused_once_its_key_is_revoked()
    {
        using var host = new ApiHost(_own);
        using var client = host.CreateClient();
        var user = await client.EnterAsync();
        Assert.True(await client.IsGoodAsync(user));

        await AddKeyAsync(host, until: TimeSpan.FromDays(90));
        await ChangeRingAsync(host, keys => keys.RevokeKey(TokenHeader.KeyOf(user.Token)!.Value));

        await Condition.BecomesTrueAsync(async () => !await client.IsGoodAsync(user), "the token is refused");
    }

    [Fact]
    public async Task The_next_key_is_made_once_before_the_last_one_ends()
    {
        using (var former = new ApiHost(_own))
        {
            using var client = former.CreateClient();
            await stores.Postgres.ExecuteAsync("DELETE FROM data_protection_keys", _own.Database);
            await AddKeyAsync(former, until: TimeSpan.FromMinutes(2));
        }

        using var first = new ApiHost(_own);
        using var second = new ApiHost(_own);
        using var one = first.CreateClient();
        using var other = second.CreateClient();

        Assert.Equal(2, await CountAsync("data_protection_keys"));
        Assert.True(await other.IsGoodAsync(await one.EnterAsync()));
    }

    [Fact]
    public async Task With_a_certificate_the_keys_in_the_database_are_encrypted()
    {
        using var files = new CertificateFiles();
        var settings = files.Settings("own");

        using var first = await ReplicaProcess.StartAsync(_own, settings);
        using var second = await ReplicaProcess.StartAsync(_own, settings);
        var user = await first.Client.EnterAsync();

        Assert.True(await second.Client.IsGoodAsync(user));
        var xml = (string)(await stores.Postgres.ExecuteAsync("SELECT xml FROM data_protection_keys", _own.Database))!;
        Assert.Contains("<EncryptedData", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_the_former_certificate_a_new_one_opens_every_token()
    {
        using var files = new CertificateFiles();
        using var before = await ReplicaProcess.StartAsync(_own, files.Settings("former"));
        var user = await before.Client.EnterAsync();

        using var after = await ReplicaProcess.StartAsync(_own, files.Settings("new", "former"));

        Assert.True(await after.Client.IsGoodAsync(user));
        Assert.True(await before.Client.IsGoodAsync(await after.Client.EnterAsync()));
        Assert.Contains("\"keys\":\"Healthy\"", await HealthAsync(after, HttpStatusCode.OK), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task A_replica_that_cannot_use_a_key_of_the_ring_is_not_ready_says_which_and_refuses_definitely(string? certificate)
    {
        using var files = new CertificateFiles();
        using var able = await ReplicaProcess.StartAsync(_own, files.Settings("own"));
        var user = await able.Client.EnterAsync();

        using var unable = await ReplicaProcess.StartAsync(
            _own, [("Startup__Wait", "00:00:00"), .. certificate is null ? [] : files.Settings(certificate)]);

        await Condition.BecomesTrueAsync(
            async () => (await HealthAsync(unable, HttpStatusCode.ServiceUnavailable))
                .Contains($"{TokenHeader.KeyOf(user.Token)} cannot be used here", StringComparison.Ordinal),
            "it names the key");
        using var session = await unable.Client.SendAsync(user, HttpMethod.Get, "/session");
        using var login = await unable.Client.PostLoginAsync(user.Name, LoggedIn.Password);
        await ProblemAssert.IsAsync(session, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
        await ProblemAssert.IsAsync(login, HttpStatusCode.ServiceUnavailable, "store-unavailable", definite: true);
    }

    [Fact]
    public async Task Rows_that_nobody_can_read_are_passed_over_and_named_and_end_no_replica()
    {
        string[] rows =
        [
            "",
            "no XML",
            "<other />",
            "<key />",
            "<key id=\"7\" version=\"1\" />",
            "<revocation version=\"1\" />",
            "<revocation version=\"1\"><key id=\"*\" /><revocationDate>soon</revocationDate></revocation>",
        ];
        using var replica = await ReplicaProcess.StartAsync(_own, ("Keys__RefreshPeriod", "00:00:01"));
        var user = await replica.Client.EnterAsync();
        await stores.Postgres.ExecuteAsync(
            // And a key that is there twice.
            $"INSERT INTO data_protection_keys (xml) SELECT xml FROM data_protection_keys UNION ALL VALUES {string.Join(
                ", ", rows.Select(row => $"('{row}')"))}",
            _own.Database);

        await IsNamedAsync(replica);
        using var later = await ReplicaProcess.StartAsync(_own);

        Assert.True(await later.Client.IsGoodAsync(user));
        Assert.True(await replica.Client.IsGoodAsync(await later.Client.EnterAsync()));
        Assert.Equal(rows.Length + 1, replica.Process.Lines.Count(line => line.Contains("is passed over", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("not a token, and longer than the header of one: /+=")]
    [InlineData("CfDJ8DPS0_Q2rltJlRgM-AI_3KZN9bdRYh503_NW2FEPFhE6r8P6XxxY2JZdngWA")]
    [InlineData("")]
    public async Task A_token_that_is_not_ours_is_refused(string token)
    {
        using var host = new ApiHost(_own);
        using var client = host.CreateClient();

        Assert.False(await client.IsGoodAsync(new LoggedIn("nobody", token)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // As a replica does it whose turn it is.
    private Task AddKeyAsync(ApiHost host, TimeSpan until)
    {
        var now = TimeProvider.System.GetUtcNow();
        return ChangeRingAsync(host, keys => keys.CreateNewKey(now, now + until));
    }

    private static async Task ChangeRingAsync(ApiHost host, Action<ReloadableKeyManager> change)
    {
        await using var connection =
            await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        change(host.Services.GetRequiredService<ReloadableKeyManager>());
        await host.Services.GetRequiredService<KeyTable>().InsertCreatedAsync(connection, TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<KeyRing>().RefreshAsync(TestContext.Current.CancellationToken);
    }

    private static Task<TimeSpan> IsNamedAsync(ReplicaProcess replica) => Condition.BecomesTrueAsync(
        async () => (await HealthAsync(replica, HttpStatusCode.OK)).Contains("is passed over", StringComparison.Ordinal),
        "the row is named");

    private static async Task<string> HealthAsync(ReplicaProcess replica, HttpStatusCode expected)
    {
        using var health = await replica.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        var text = await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == health.StatusCode, text);
        return text;
    }

    private async Task<long> CountAsync(string table) =>
        (long)(await stores.Postgres.ExecuteAsync($"SELECT count(*) FROM {table}", _own.Database))!;
}
