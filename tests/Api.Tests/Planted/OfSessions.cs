using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>Wrong sessions and tokens.</summary>
internal static class OfSessions
{
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<Demonstration> All { get; } =
    [
        new("InMemorySession", AnothersTokenIsBadAsync),
        new("PerProcessSigningKey", AnothersTokenIsBadAsync),
        new("KeyRingOnLocalDisk", AnothersTokenIsBadAsync) { NeedsProcesses = true },
        new("RevocationLocal", ALogoutIsLocalAsync),
        new("StickyDependence", FieldsStayWhereTheyWereWrittenAsync),
        new("WholeBlobLastWins", OneOfTwoFieldsIsLostAsync) { AtOnce = false },
        new("CommitAfterResponse", AnAcknowledgedFieldIsNotThereAsync) { AtOnce = false },
        new("SwappedSession", SomebodySeesAnotherAsync) { AtOnce = false },
        new("NoSlidingRefresh", UseDoesNotHelpAsync, ("Sessions:Lifetime", "00:00:12")),
        new("ExpiryNeverSet", ItLivesAfterItsEndAsync, ("Sessions:Lifetime", ShortLife.ToString())),
        new("LocalThrottle", AnotherReplicaLooksAtOneMoreAsync, ("Accounts:FailedLoginsPerMinute", "2")),
        new("CheckThenChange", TwoChangesOfOneVersionAreDoneAsync) { AtOnce = false },
    ];

    private static async Task<bool> AnothersTokenIsBadAsync(PlantedReplicas replicas) =>
        !await replicas.B.IsGoodAsync(await replicas.A.EnterAsync());

    private static async Task<bool> ALogoutIsLocalAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        await replicas.A.CallAsync(user, HttpMethod.Post, "/logout");
        return await replicas.B.IsGoodAsync(user);
    }

    private static async Task<bool> FieldsStayWhereTheyWereWrittenAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync("Bergen");
        return await FieldAsync(replicas.A, user, "location") == "Bergen" && await FieldAsync(replicas.B, user, "location") is null;
    }

    private static async Task<bool> OneOfTwoFieldsIsLostAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        await Task.WhenAll(
            replicas.A.PatchSessionAsync(user, ("one", "1")),
            replicas.B.PatchSessionAsync(user, ("two", "2")));
        return await FieldAsync(replicas.A, user, "one") is null || await FieldAsync(replicas.A, user, "two") is null;
    }

    private static async Task<bool> AnAcknowledgedFieldIsNotThereAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        await replicas.B.IsGoodAsync(user);
        await replicas.A.PatchSessionAsync(user, ("one", "1"));
        return await FieldAsync(replicas.B, user, "one") is null;
    }

    private static async Task<bool> SomebodySeesAnotherAsync(PlantedReplicas replicas)
    {
        var users = new List<LoggedIn>();
        while (users.Count < 48)
        {
            // One after the other: passwords are not checked by the dozen.
            users.Add(await replicas.A.EnterAsync());
        }

        for (var round = 0; round < 20; round++)
        {
            var sessions = await Task.WhenAll(users.Select(user => replicas.A.ReadSessionAsync(user)));
            if (users.Zip(sessions).Any(pair => (string?)pair.Second["user"] != pair.First.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> UseDoesNotHelpAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        await Condition.BecomesTrueAsync(
            async () =>
            {
                using var change = await replicas.B.SendToCartAsync(user, "MUG", 1);
                return change.StatusCode == HttpStatusCode.Unauthorized;
            },
            "a session in use ends");
        return !await replicas.A.IsGoodAsync(user);
    }

    private static async Task<bool> ItLivesAfterItsEndAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        await replicas.A.PutIntoCartAsync(user, "MUG", 1);
        await replicas.Redis.SendAsync($"SET outlives-the-session 1 PX {ShortLife.TotalMilliseconds + 500}");
        await Condition.BecomesTrueAsync(
            async () => (await replicas.Redis.SendAsync("EXISTS outlives-the-session")).Contains(":0", StringComparison.Ordinal),
            "what was to end later has ended");
        return await replicas.B.IsGoodAsync(user);
    }

    private static async Task<bool> AnotherReplicaLooksAtOneMoreAsync(PlantedReplicas replicas)
    {
        var name = AccountRequests.NewName();
        HttpStatusCode last = default;
        foreach (var replica in new[] { replicas.Clients[0], replicas.Clients[0], replicas.Clients[1] })
        {
            using var answer = await replica.PostLoginAsync(name, "not the password");
            last = answer.StatusCode;
        }

        return last == HttpStatusCode.Unauthorized;
    }

    private static async Task<bool> TwoChangesOfOneVersionAreDoneAsync(PlantedReplicas replicas)
    {
        var user = await replicas.A.EnterAsync();
        var changes = await Task.WhenAll(new[] { replicas.A, replicas.B }.Select(async replica =>
        {
            using var answer = await replica.SendAsync(
                user, HttpMethod.Patch, "/session", new { fields = new { one = "1" } }, ("If-Match", "\"1\""));
            return answer.IsSuccessStatusCode;
        }));
        return changes.All(isDone => isDone);
    }

    private static async Task<string?> FieldAsync(HttpClient client, LoggedIn user, string name) =>
        (string?)(await client.ReadSessionAsync(user))["fields"]![name];
}
