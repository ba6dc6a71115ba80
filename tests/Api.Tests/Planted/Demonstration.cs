using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>The cheapest way to see that a planted bug is wrong.</summary>
/// <param name="Bug">Its name.</param>
/// <param name="IsWrongAsync">
/// Tries once with the replicas A and B. False if this time nothing was wrong: what takes luck is tried again until it is seen.
/// </param>
/// <param name="Settings">What the replicas are started with.</param>
internal sealed record Demonstration(
    string Bug, Func<PlantedReplicas, Task<bool>> IsWrongAsync, params (string Name, string Value)[] Settings)
{
    /// <summary>Whether one try has to do: what each replica remembers alone shows at once.</summary>
    public bool AtOnce { get; init; } = true;

    /// <summary>Whether it is about processes: their ends, their homes, or their starts.</summary>
    public bool NeedsProcesses { get; init; }

    public static IReadOnlyList<Demonstration> All { get; } =
        [.. OfVisits.All, .. OfSessions.All, .. OfShop.All, .. OfCreations.All, .. OfProcesses.All];

    public static Demonstration Of(string bug) => All.Single(demonstration => demonstration.Bug == bug);

    public static TheoryData<string> NamesOf(IEnumerable<Demonstration> demonstrations) =>
        [.. demonstrations.Select(demonstration => demonstration.Bug)];

    /// <summary>Starts two replicas with a bug, which serve one careful client of one of them well and are wrong nevertheless.</summary>
    public static async Task ShowAsync(string bug, Stores stores)
    {
        var demonstration = Of(bug);
        await using var replicas = demonstration.NeedsProcesses
            ? await PlantedReplicas.StartAsync(stores, bug, count: 2, demonstration.Settings)
            : await PlantedReplicas.StartHostsAsync(stores, bug, demonstration.Settings);
        await new CarefulClient(replicas.A).WalkAsync();

        if (demonstration.AtOnce)
        {
            Assert.True(await demonstration.IsWrongAsync(replicas));
        }
        else
        {
            await Condition.BecomesTrueAsync(() => demonstration.IsWrongAsync(replicas), $"{bug} is wrong");
        }
    }
}
