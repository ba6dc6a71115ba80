using System.Diagnostics;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Outages;

/// <summary>One replica and a Redis of its own, to be killed and paused.</summary>
internal sealed class ReplicaAndStore : IAsyncDisposable
{
    private const int Clients = 8;

    private ReplicaAndStore(RedisServer redis, ReplicaProcess replica) => (Redis, Replica) = (redis, replica);

    public RedisServer Redis { get; }

    public ReplicaProcess Replica { get; }

    public HttpClient Client => Replica.Client;

    /// <summary>Starts both; the replica has served once, so that nothing that follows measures its first request.</summary>
    public static async Task<ReplicaAndStore> StartAsync(Stores stores)
    {
        var redis = new RedisServer();
        await redis.StartAsync();
        var replica = await ReplicaProcess.StartAsync(stores.With(redis));
        await replica.Client.CountAsync("warm");
        return new(redis, replica);
    }

    public async Task<Answer> VisitAsync(string page, string? key = null)
    {
        var clock = Stopwatch.StartNew();
        using var response = await Client.PostVisitAsync(page, key);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(clock.Elapsed, response.IsSuccessStatusCode ? Outcome.Counted
            : text.Contains("\"definite\":true", StringComparison.Ordinal) ? Outcome.RefusedDefinitely
            : Outcome.Unknown);
    }

    /// <summary>Sends visits from eight clients, each with one request at a time.</summary>
    public async Task<IReadOnlyCollection<Answer>> LoadAsync(string page, int visits)
    {
        var clients = Enumerable.Range(0, Clients).Select(async _ =>
        {
            var answers = new List<Answer>();
            while (answers.Count < visits / Clients)
            {
                answers.Add(await VisitAsync(page));
            }

            return answers;
        });
        return [.. (await Task.WhenAll(clients)).SelectMany(answers => answers)];
    }

    /// <summary>Sends visits one after the other for a while.</summary>
    public async Task KeepAskingAsync(TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration)
        {
            await VisitAsync("asked");
        }
    }

    /// <returns>How long it took until a visit was counted again.</returns>
    public Task<TimeSpan> ServesAgainAsync() =>
        Condition.BecomesTrueAsync(async () => (await VisitAsync("probe")).Outcome == Outcome.Counted, "the replica serves again");

    public async ValueTask DisposeAsync()
    {
        Replica.Dispose();
        await Redis.DisposeAsync();
    }
}
