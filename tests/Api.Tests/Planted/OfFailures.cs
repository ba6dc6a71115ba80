using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>Wrong answers to stores that do what stores do now and then.</summary>
internal static class OfFailures
{
    private const string Age = "age=";

    // What is looked for while it may not come; the correct service serves again within three.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<Demonstration> All { get; } =
    [
        new("RoleAskedOnceAMinute", AMasterIsHeldForAReplicaAsync) { NeedsProcesses = true },
        new("RefusedLoginIsAnError", ARefusedLoginIsAnErrorAsync) { NeedsProcesses = true },
        new("DiesOfUnreadableKey", AnUnreadableKeyEndsAReplicaAsync, ("Keys:RefreshPeriod", "00:00:01")) { NeedsProcesses = true },
        new("AliveAsksStores", AnOutageIsADeathAsync),
    ];

    private static async Task<bool> AMasterIsHeldForAReplicaAsync(PlantedReplicas replicas)
    {
        var replica = replicas.All[0];
        var user = await replica.CarefulClient.EnterAsync();
        await replicas.Redis.SendAsync("REPLICAOF 127.0.0.1 1");
        await replicas.Redis.SendAsync("CLIENT KILL TYPE normal");
        await Condition.BecomesTrueAsync(async () => await LongestConnectionOfAsync(replica, replicas.Redis) > 1, "it is connected again");
        await replicas.Redis.SendAsync("REPLICAOF NO ONE");
        return !await Condition.IsTrueWithinAsync(LongEnough, async () =>
        {
            // What a script writes the library does not know of; this is a command.
            using var answer = await replica.Client.SendAsync(user, HttpMethod.Post, "/logout");
            return answer.IsSuccessStatusCode;
        });
    }

    /// <summary>How old the connection of a replica is that is there for the longest, in whole seconds; none is -1.</summary>
    private static async Task<int> LongestConnectionOfAsync(ReplicaProcess replica, RedisServer redis) =>
        (await redis.SendAsync("CLIENT LIST TYPE normal")).Split('\n')
            .Where(line => line.Contains($"/{replica.Process.Id.ToString(CultureInfo.InvariantCulture)}/", StringComparison.Ordinal))
            .Select(line => line.Split(' ').Single(field => field.StartsWith(Age, StringComparison.Ordinal)))
            .Select(age => int.Parse(age.AsSpan(Age.Length), CultureInfo.InvariantCulture))
            .DefaultIfEmpty(-1)
            .Max();

    // By a name of its own, for others use the server too.
    private static async Task<bool> ARefusedLoginIsAnErrorAsync(PlantedReplicas replicas)
    {
        var name = "role_" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        var postgres = replicas.Stores.Postgres;
        await postgres.ExecuteAsync($"CREATE ROLE {name} SUPERUSER LOGIN PASSWORD '{name}'");
        var replica = await replicas.StartAnotherAsync(
            ("ConnectionStrings__shop", $"{replicas.Stores.Database};Username={name};Password={name}"));
        await Condition.BecomesTrueAsync(async () => await StatusOfProductAsync(replica) == HttpStatusCode.OK, "products are read");
        await postgres.ExecuteAsync($"ALTER ROLE {name} NOLOGIN");
        await postgres.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{name}'");
        var isError = await Condition.IsTrueWithinAsync(
            LongEnough / 4, async () => await StatusOfProductAsync(replica) == HttpStatusCode.InternalServerError);
        await postgres.ExecuteAsync($"ALTER ROLE {name} LOGIN");
        return isError;
    }

    private static async Task<HttpStatusCode> StatusOfProductAsync(ReplicaProcess replica)
    {
        using var answer = await replica.Client.GetAsync("/products/MUG", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<bool> AnUnreadableKeyEndsAReplicaAsync(PlantedReplicas replicas)
    {
        await replicas.Stores.Postgres.ExecuteAsync("INSERT INTO data_protection_keys (xml) VALUES ('')", replicas.Stores.Database);
        await Condition.BecomesTrueAsync(() => Task.FromResult(replicas.All[0].Process.HasExited), "the replica ends");
        return true;
    }

    private static async Task<bool> AnOutageIsADeathAsync(PlantedReplicas replicas)
    {
        replicas.Redis.Pause();
        using var alive = await replicas.Clients[0].GetAsync("/alive", TestContext.Current.CancellationToken);
        replicas.Redis.Resume();
        return alive.StatusCode == HttpStatusCode.ServiceUnavailable;
    }
}
