using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Visits:MaxPages keeps callers from filling the store with names.</summary>
public sealed class PageLimitTests(Stores stores) : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    [Fact]
    public async Task A_visit_to_one_page_too_many_is_refused_and_leaves_nothing_behind()
    {
        using var host = new ApiHost(stores.With(_redis), ("Visits:MaxPages", "2"));
        using var client = host.CreateClient();
        await client.CountAsync("first");
        await client.CountAsync("second");

        using var refused = await client.PostVisitAsync("third", "key-1");

        await ProblemAssert.IsAsync(refused, HttpStatusCode.Conflict, "too-many-pages", definite: true);
        Assert.Equal(0, await client.ReadCountAsync("third"));
        Assert.Equal(2, await client.CountAsync("first"));
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
