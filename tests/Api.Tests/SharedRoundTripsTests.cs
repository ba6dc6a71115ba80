using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Visits that come at once share round trips to Redis, and each is answered as if it had come alone.</summary>
[Collection(Timed.Collection)]
public sealed partial class SharedRoundTripsTests(Stores stores) : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    [Fact]
    public async Task Five_hundred_visits_at_once_take_far_fewer_round_trips()
    {
        using var host = new ApiHost(stores.With(_redis));
        using var client = host.CreateClient();
        await client.CountAsync("home");
        var before = await ScriptRunsAsync();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => client.CountAsync("home")));

        Assert.InRange(await ScriptRunsAsync() - before, 1, 250);
        Assert.Equal(501, await client.ReadCountAsync("home"));
    }

    [Fact]
    public async Task Each_of_many_visits_with_equal_and_different_pages_and_keys_gets_its_own_answer()
    {
        const int PagesCount = 10;
        const int KeysPerPage = 20;
        using var host = new ApiHost(stores.With(_redis));
        using var client = host.CreateClient();
        var visits =
            from page in Enumerable.Range(0, PagesCount)
            from key in Enumerable.Range(0, KeysPerPage)
            from repetition in Enumerable.Range(0, 3)
            select (Page: $"page-{page}", Key: $"key-{key}");

        var answers = await Task.WhenAll(
            visits.Select(async visit => (visit.Page, visit.Key, Count: await client.CountAsync(visit.Page, visit.Key))));

        foreach (var page in answers.GroupBy(answer => answer.Page))
        {
            // One count a key, every repetition the same, and no count twice.
            var counts = page.Select(answer => (answer.Key, answer.Count)).Distinct().Select(answer => answer.Count);
            Assert.Equal(Enumerable.Range(1, KeysPerPage).Select(count => (long)count), counts.Order());
            Assert.Equal(KeysPerPage, await client.ReadCountAsync(page.Key));
        }
    }

    [Fact]
    public async Task Keyed_and_unkeyed_visits_of_one_page_count_together()
    {
        using var host = new ApiHost(stores.With(_redis));
        using var client = host.CreateClient();

        var counts = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(visit => client.CountAsync("home", visit % 2 == 0 ? null : $"key-{visit}")));

        Assert.Equal(Enumerable.Range(1, 200).Select(count => (long)count), counts.Order());
    }

    [Fact]
    public async Task One_page_too_many_among_others_is_refused_alone()
    {
        using var host = new ApiHost(stores.With(_redis), ("Visits:MaxPages", "2"));
        using var client = host.CreateClient();
        await client.CountAsync("first");
        await client.CountAsync("second");
        string[] pages = ["first", "third", "second"];

        var visits = await Task.WhenAll(Enumerable.Range(0, 150).Select(async visit =>
        {
            var page = pages[visit % pages.Length];
            using var response = await client.PostVisitAsync(page, $"key-{visit}");
            return (Page: page, response.StatusCode);
        }));

        Assert.All(visits, visit => Assert.Equal(visit.Page == "third" ? HttpStatusCode.Conflict : HttpStatusCode.OK, visit.StatusCode));
        var counts = await Task.WhenAll(pages.Select(client.ReadCountAsync));
        Assert.Equal([51, 0, 51], counts);
        // The counters, and the keys of what was counted.
        Assert.Equal(":101\r\n", await _redis.SendAsync("EVAL \"return #redis.call('KEYS', '{visits}:*')\" 0"));
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    // The first run of a script goes out in full, the others by its hash.
    private async Task<long> ScriptRunsAsync() => ScriptRuns()
        .Matches(await _redis.SendAsync("INFO commandstats"))
        .Sum(command => long.Parse(command.Groups["calls"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("cmdstat_eval(sha)?:calls=(?<calls>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScriptRuns();
}
