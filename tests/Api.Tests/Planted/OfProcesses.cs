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
        new("LockWithoutFencing", APausedLeaderWritesAsync, Quick) { NeedsProcesses = true },
        new("JobEndsAtFirstFailure", ThereIsNoTickAfterAnOutageAsync, Quick) { NeedsProcesses = true },
        new("LeaseWithoutEnd", NobodyFollowsTheLeaderAsync, Quick) { NeedsProcesses = true },
        new("FirstTokenKept", WhoLeadsAgainDoesNotTickAsync, Quick) { NeedsProcesses = true },
        new("SeedOnStart", AStartGivesStockBackAsync) { NeedsProcesses = true },
        new("ReadyBeforeConnected", WhatIsReadyRefusesAsync) { NeedsProcesses = true },
        .. OfFailures.All,
        new("NoDrain", AStopCutsOffAtOnceAsync) { NeedsProcesses = true },
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

    // A leader that was paused between two ticks finds the lease gone and writes nothing, so it has to wait for its tick when the pause
    // begins. Once in a while it does so no longer, on a machine that is busy: then the next one is paused.
    private static async Task<bool> APausedLeaderWritesAsync(PlantedReplicas replicas)
    {
        const int MostPauses = 10;
        var admin = await replicas.A.EnterAsAdminAsync();
        for (var pause = 0; pause < MostPauses; pause++)
        {
            var leader = await LeaderAsync(replicas);
            var follower = replicas.All.Single(replica => replica != leader).CarefulClient;
            var newest = (await ReadTicksAsync(follower, admin)).Select(Token).DefaultIfEmpty(0).Max();
            await LeaseIsProlongedTwiceAsync(replicas.Redis);
            leader.Process.Signal(Signal.Pause);
            await TicksBecomeAsync(follower, admin, (_, after) => Token(after) > newest, "another leads");
            leader.Process.Signal(Signal.Resume);
            await TwoTicksMoreAsync(follower, admin);
            var ticks = await ReadTicksAsync(follower, admin);
            if (ticks.Zip(ticks.Skip(1)).Any(pair => Token(pair.Second) < Token(pair.First)))
            {
                return true;
            }
        }

        return false;
    }

    private static Task<bool> ThereIsNoTickAfterAnOutageAsync(PlantedReplicas replicas) =>
        TheJobEndsAsync(replicas, async () =>
        {
            replicas.Redis.Pause();
            foreach (var replica in replicas.All)
            {
                await Condition.BecomesTrueAsync(async () => !await IsServedAsync(replica), "it misses Redis");
            }

            replicas.Redis.Resume();
        });

    private static Task<bool> NobodyFollowsTheLeaderAsync(PlantedReplicas replicas) => TheJobEndsAsync(replicas, async () =>
    {
        var leader = await LeaderAsync(replicas);
        leader.Process.Signal(Signal.Kill);
        await leader.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
    });

    // One alone leads and is paused until another one, which never led, has written a tick and is ended.
    private static Task<bool> WhoLeadsAgainDoesNotTickAsync(PlantedReplicas replicas) => TheJobEndsAsync(replicas, async () =>
    {
        var first = replicas.All[0];
        replicas.All[1].Process.Signal(Signal.Kill);
        await Condition.BecomesTrueAsync(async () => await LeaderAsync(replicas) == first, "the one that is left leads");
        var second = await replicas.StartAnotherAsync();
        var admin = await second.CarefulClient.EnterAsAdminAsync();
        first.Process.Signal(Signal.Pause);
        await TwoTicksMoreAsync(second.CarefulClient, admin);
        second.Process.Signal(Signal.Kill);
        await second.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        first.Process.Signal(Signal.Resume);
    });

    /// <returns>Whether no tick comes for many periods after something was done.</returns>
    private static async Task<bool> TheJobEndsAsync(PlantedReplicas replicas, Func<Task> act)
    {
        var admin = await replicas.A.EnterAsAdminAsync();
        await Condition.BecomesTrueAsync(async () => (await ReadTicksAsync(replicas.A, admin)).Count > 0, "the job ticks");
        await act();
        var left = replicas.All.First(replica => !replica.Process.HasExited);
        await Condition.BecomesTrueAsync(() => IsServedAsync(left), "it has Redis");
        var known = (await ReadTicksAsync(left.CarefulClient, admin)).Count;
        return !await Condition.IsTrueWithinAsync(
            6 * Period, async () => (await ReadTicksAsync(left.CarefulClient, admin)).Count > known + 1);
    }

    private static async Task<bool> IsServedAsync(ReplicaProcess replica)
    {
        using var answer = await replica.Client.GetAsync("/visits/home", TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private static long Token(JsonNode? tick) => (long)tick!["token"]!;

    private static async Task<ReplicaProcess> LeaderAsync(PlantedReplicas replicas)
    {
        ReplicaProcess? leader = null;
        await Condition.BecomesTrueAsync(
            async () =>
            {
                var lease = await replicas.Redis.SendAsync("GET {job:visits}:lease");
                leader = replicas.All.SingleOrDefault(
                    replica => lease.Contains($"/{replica.Process.Id.ToString(CultureInfo.InvariantCulture)}/", StringComparison.Ordinal));
                return leader is not null;
            },
            "somebody leads");
        return leader!;
    }

    /// <summary>The first time is when a leader looks for work, the second when it waits for the tick.</summary>
    private static async Task LeaseIsProlongedTwiceAsync(RedisServer redis)
    {
        var left = long.MaxValue;
        var times = 0;
        await Condition.BecomesTrueAsync(
            async () =>
            {
                var before = left;
                left = long.Parse((await redis.SendAsync("PTTL {job:visits}:lease")).Trim(':', '\r', '\n'), CultureInfo.InvariantCulture);
                return left > before && ++times == 2;
            },
            "the lease is prolonged twice");
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
        replicas.Redis.Pause();
        var started = await replicas.StartAnotherAsync();
        using var health = await started.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        using var visits = await started.Client.GetAsync("/visits/home", TestContext.Current.CancellationToken);
        replicas.Redis.Resume();
        return (health.StatusCode, visits.StatusCode) == (HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
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

    private static async Task TwoTicksMoreAsync(HttpClient client, LoggedIn admin)
    {
        var known = (await ReadTicksAsync(client, admin)).Count;
        await Condition.BecomesTrueAsync(
            async () => (await ReadTicksAsync(client, admin)).Count > known + 1, "two ticks more are done");
    }

    /// <summary>Waits until two ticks in a row are as told.</summary>
    private static Task<TimeSpan> TicksBecomeAsync(HttpClient client, LoggedIn admin, Func<JsonNode, JsonNode, bool> asTold, string what) =>
        Condition.BecomesTrueAsync(
            async () =>
            {
                var ticks = await ReadTicksAsync(client, admin);
                return ticks.Zip(ticks.Skip(1)).Any(pair => asTold(pair.First!, pair.Second!));
            },
            what);

    private static async Task<JsonArray> ReadTicksAsync(HttpClient client, LoggedIn admin)
    {
        using var answer = await client.SendAsync(admin, HttpMethod.Get, "/jobs/visits/ticks");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
    }
}
