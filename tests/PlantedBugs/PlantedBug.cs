using System.Diagnostics.CodeAnalysis;
using AspireStateless.PlantedBugs.Bugs;
using AspireStateless.PlantedBugs.Decoys;
using AspireStateless.PlantedBugs.Slowdowns;

namespace AspireStateless.PlantedBugs;

/// <summary>
/// The wrong services that a harness worth its name must catch, the decoys that it must not, and the slow ones. Each replaces one part of
/// the correct one; <c>catalogue.json</c> and <c>slowdowns.json</c> tell what of.
/// </summary>
internal static class PlantedBug
{
    private static readonly Action<IServiceCollection>[] All =
    [
        InMemoryCounter.Plant,
        CounterFlushEveryN.Plant,
        GetThenSet.Plant,
        RetryDoubleCount.Plant,
        AckBeforeWrite.Plant,
        DedupSetInMemory.Plant,
        InMemorySession.Plant,
        StickyDependence.Plant,
        WholeBlobLastWins.Plant,
        CommitAfterResponse.Plant,
        SwappedSession.Plant,
        NoSlidingRefresh.Plant,
        ExpiryNeverSet.Plant,
        PerProcessSigningKey.Plant,
        KeyRingOnLocalDisk.Plant,
        RevocationLocal.Plant,
        Oversell.Plant,
        OrderWithoutDecrement.Plant,
        DoubleOrderOnRetry.Plant,
        CartReadModifyWrite.Plant,
        LocalCacheNoInvalidation.Plant,
        InvalidationByLossyPubSub.Plant,
        CacheAsideRace.Plant,
        JobOnEveryReplica.Plant,
        LockWithoutFencing.Plant,
        SeedOnStart.Plant,
        ReadyBeforeConnected.Plant,
        NoDrain.Plant,
        RoleAskedOnceAMinute.Plant,
        RefusedLoginIsAnError.Plant,
        DiesOfUnreadableKey.Plant,
        JobEndsAtFirstFailure.Plant,
        LeaseWithoutEnd.Plant,
        FirstTokenKept.Plant,
        AliveAsksStores.Plant,
        AbsenceRemembered.Plant,
        ListRemembered.Plant,
        LocalThrottle.Plant,
        CheckThenChange.Plant,
        PerProcessMetrics.Plant,
        TokenCacheByHash.Plant,
        VersionCheckedCache.Plant,
        RequestScopedTempFile.Plant,
        FencedLeaderJob.Plant,
        LateTicks.Plant,
        LivenessByHeartbeat.Plant,
        FullCollections.Plant,
        AbsenceAskedAgain.Plant,
    ];

    /// <summary>They break no promise, and are no part of the score: the performance gate is what has to find them.</summary>
    private static readonly Action<IServiceCollection>[] Slow =
    [
        BurnOnVisits.Plant,
        SleepOnVisits.Plant,
        QueryOnVisits.Plant,
        RedisOnVisits.Plant,
        AllocateOnVisits.Plant,
        TailOnVisits.Plant,
        SlowStart.Plant,
    ];

    private static readonly Dictionary<string, Action<IServiceCollection>> ByName =
        All.Concat(Slow).ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => All.Select(NameOf);

    public static IEnumerable<string> Slowdowns => Slow.Select(NameOf);

    /// <param name="services">The service, correct so far.</param>
    /// <param name="name">As <c>GetThenSet</c> or <c>get-then-set</c>; nothing leaves the service correct.</param>
    /// <param name="error">One line for the user when the name is unknown.</param>
    public static bool TryPlant(IServiceCollection services, string? name, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (string.IsNullOrEmpty(name))
        {
            return true;
        }

        if (ByName.TryGetValue(name.Replace("-", "", StringComparison.Ordinal), out var plant))
        {
            plant(services);
            return true;
        }

        error = $"PLANTED_BUG '{name}' is not known. Use one of: {string.Join(", ", ByName.Keys)}; "
            + "or leave it out for the correct service.";
        return false;
    }

    private static string NameOf(Action<IServiceCollection> plant) => plant.Method.DeclaringType!.Name;
}
