using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>Wrong counts.</summary>
internal static class OfVisits
{
    public static IReadOnlyList<Demonstration> All { get; } =
    [
        new("InMemoryCounter", BothAnswerOneAsync),
        new("CounterFlushEveryN", BothAnswerOneAsync),
        new("GetThenSet", SixtyAtOnceAreFewerAsync) { AtOnce = false },
        new("RetryDoubleCount", OneVisitToAPausedRedisIsMoreAsync) { AtOnce = false },
        new("DedupSetInMemory", OneKeyOnBothCountsTwiceAsync),
    ];

    private static async Task<bool> BothAnswerOneAsync(PlantedReplicas replicas)
    {
        var page = Pages.New();
        return (await replicas.A.CountAsync(page), await replicas.B.CountAsync(page)) == (1, 1);
    }

    private static async Task<bool> SixtyAtOnceAreFewerAsync(PlantedReplicas replicas)
    {
        var page = Pages.New();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(visit => (visit % 2 == 0 ? replicas.A : replicas.B).CountAsync(page)));
        return await replicas.A.ReadCountAsync(page) < 60;
    }

    private static async Task<bool> OneVisitToAPausedRedisIsMoreAsync(PlantedReplicas replicas)
    {
        var page = Pages.New();
        replicas.Redis.Pause();
        using var unanswered = await replicas.Clients[0].PostVisitAsync(page, "key-1");
        replicas.Redis.Resume();
        await Condition.BecomesTrueAsync(
            async () =>
            {
                using var answer = await replicas.B.GetAsync($"/visits/{page}", TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            },
            "Redis is back");
        return await replicas.B.ReadCountAsync(page) > 1;
    }

    private static async Task<bool> OneKeyOnBothCountsTwiceAsync(PlantedReplicas replicas)
    {
        var page = Pages.New();
        return (await replicas.A.CountAsync(page, "key-1"), await replicas.B.CountAsync(page, "key-1")) == (1, 2);
    }
}
