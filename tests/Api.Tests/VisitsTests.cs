using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Each page's counter is a linearizable fetch-and-increment, and a key counts once.</summary>
public sealed class VisitsTests(HostPair hosts, Stores stores) : IClassFixture<HostPair>
{
    private HttpClient Client => hosts.Client;

    [Fact]
    public async Task A_visit_adds_one_and_answers_the_count_after_it()
    {
        var page = Pages.New();

        Assert.Equal(1, await Client.CountAsync(page));
        Assert.Equal(2, await Client.CountAsync(page));
        Assert.Equal(2, await Client.ReadCountAsync(page));
    }

    [Fact]
    public async Task A_page_that_was_never_visited_has_the_count_0() =>
        Assert.Equal(0, await Client.ReadCountAsync(Pages.New()));

    [Fact]
    public async Task A_hundred_visits_at_once_are_answered_1_to_100()
    {
        var page = Pages.New();

        var counts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Client.CountAsync(page)));

        Assert.Equal(Enumerable.Range(1, 100).Select(count => (long)count), counts.Order());
    }

    [Fact]
    public async Task A_repeated_key_counts_nothing_and_answers_what_the_first_visit_was_answered()
    {
        var page = Pages.New();
        await Client.CountAsync(page);
        var first = await Client.CountAsync(page, "key-1");
        await Client.CountAsync(page);

        using var repeated = await Client.PostVisitAsync(page, "key-1");

        Assert.Equal("true", Assert.Single(repeated.Headers.GetValues("Idempotent-Replay")));
        Assert.Equal(first, await Client.CountAsync(page, "key-1"));
        Assert.Equal(3, await Client.ReadCountAsync(page));
    }

    [Fact]
    public async Task A_first_visit_is_not_marked_as_a_replay()
    {
        using var first = await Client.PostVisitAsync(Pages.New(), "key-1");

        Assert.False(first.Headers.Contains("Idempotent-Replay"));
    }

    [Fact]
    public async Task A_hundred_visits_at_once_with_one_key_count_once_and_are_all_answered_alike()
    {
        var page = Pages.New();

        var counts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Client.CountAsync(page, "key-1")));

        Assert.All(counts, count => Assert.Equal(1, count));
        Assert.Equal(1, await Client.ReadCountAsync(page));
    }

    [Fact]
    public async Task The_same_key_on_another_page_is_another_key()
    {
        var (page, other) = (Pages.New(), Pages.New());
        await Client.CountAsync(page, "key-1");

        Assert.Equal(1, await Client.CountAsync(other, "key-1"));
    }

    [Fact]
    public async Task A_key_counts_again_once_its_retention_is_over()
    {
        using var host = new ApiHost(stores, ("Idempotency:KeyRetention", "00:00:01"));
        using var client = host.CreateClient();
        var page = Pages.New();
        await client.CountAsync(page, "key-1");

        await Condition.BecomesTrueAsync(async () => await client.CountAsync(page, "key-1") == 2, "the key is forgotten");
    }

    [Fact]
    public async Task A_visit_works_on_a_server_that_has_forgotten_the_script()
    {
        var page = Pages.New();
        await Client.CountAsync(page, "key-1");
        await stores.Redis.SendAsync("SCRIPT FLUSH");

        Assert.Equal(2, await Client.CountAsync(page, "key-2"));
        Assert.Equal(2, await Client.CountAsync(page, "key-2"));
    }
}
