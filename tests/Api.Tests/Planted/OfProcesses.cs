using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>Wrong jobs, starts and stops.</summary>
internal static class OfProcesses
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private static readonly (string Name, string Value)[] Quick = [("Jobs:Period", Period.ToString()), ("Jobs:Lease", "00:00:01")];

    public static IReadOnlyList<Demonstration> All { get; } =
    [
        new("JobOnEveryReplica", TicksComeTooSoonAsync, Quick),
        new("LockWithoutFencing", APausedLeaderWritesAsync, Quick),
        new("SeedOnStart", AStartGivesStockBackAsync),
        new("ReadyBeforeConnected", WhatIsReadyRefusesAsync),
        new("NoDrain", AStopCutsOffAtOnceAsync),
    ];

    private static async Task<bool> TicksComeTooSoonAsync(PlantedReplicas replicas)
    {
        var admin = await replicas.A.EnterAsAdminAsync();
        await TicksBecomeAsync(
            replicas.A,
            admin,
            (before, after) => (DateTimeOffset)after["tickedAt"]! - (DateTimeOffset)before["tickedAt"]! < Period / 2,
            "ticks come too soon");
        return true;
    }

    private static async Task<bool> APausedLeaderWritesAsync(PlantedReplicas replicas)
    {
        var admin = await replicas.A.EnterAsAdminAsync();
        var lease = await replicas.Redis.SendAsync("GET {job:visits}:lease");
        var leader = replicas.All.Single(
            replica => lease.Contains($"/{replica.Process.Id.ToString(CultureInfo.InvariantCulture)}/", StringComparison.Ordinal));
        var follower = replicas.All.Single(replica => replica != leader);
        leader.Process.Signal(Signal.Pause);
        await TicksBecomeAsync(follower.Client, admin, (before, after) => (long?)after["token"] > (long?)before["token"], "another leads");
        leader.Process.Signal(Signal.Resume);
        await TicksBecomeAsync(follower.Client, admin, (before, after) => (long?)after["token"] < (long?)before["token"], "the former one writes");
        return true;
    }

    private static async Task<bool> AStartGivesStockBackAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        await replicas.A.OrderAsync(user, "order", ("MUG", 1));
        var before = (int?)(await replicas.A.ReadProductAsync("MUG"))["stock"];
        await replicas.StartAnotherAsync();
        return (int?)(await replicas.A.ReadProductAsync("MUG"))["stock"] > before;
    }

    private static async Task<bool> WhatIsReadyRefusesAsync(PlantedReplicas replicas)
    {
        var started = await replicas.StartAnotherAsync();
        using var health = await started.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        using var products = await started.Client.GetAsync("/products", TestContext.Current.CancellationToken);
        return (health.StatusCode, products.StatusCode) == (HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
    }

    private static async Task<bool> AStopCutsOffAtOnceAsync(PlantedReplicas replicas)
    {
        var clock = Stopwatch.StartNew();
        replicas.All[0].Process.Signal(Signal.Terminate);
        await Condition.BecomesTrueAsync(
            async () =>
            {
                using var client = new HttpClient { BaseAddress = replicas.All[0].Address };
                try
                {
                    using var answer = await client.GetAsync("/alive", TestContext.Current.CancellationToken);
                    return false;
                }
                catch (HttpRequestException)
                {
                    return true;
                }
            },
            "nobody listens");
        // The window is two seconds.
        return clock.Elapsed < TimeSpan.FromSeconds(1.5);
    }

    /// <summary>Waits until two ticks in a row are as told.</summary>
    private static Task<TimeSpan> TicksBecomeAsync(HttpClient client, LoggedIn admin, Func<JsonNode, JsonNode, bool> asTold, string what) =>
        Condition.BecomesTrueAsync(
            async () =>
            {
                using var answer = await client.SendAsync(admin, HttpMethod.Get, "/jobs/visits/ticks");
                var ticks = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
                return ticks.Zip(ticks.Skip(1)).Any(pair => asTold(pair.First!, pair.Second!));
            },
            what);
}
