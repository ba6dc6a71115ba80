using AspireStateless.Judging.Verdicts;

namespace AspireStateless.LoadTests.Scenarios;

/// <summary>What a scenario with the traffic of every feature has to put to the test.</summary>
internal static class AllPromises
{
    /// <summary>While replicas, stores and links are broken.</summary>
    public static EvidenceMinimums UnderFaults => new()
    {
        ["Visits"] =
        [
            (Evidence.Hops, 1000), (Evidence.Duplicates, 50), (Evidence.Retries, 10), (Evidence.ReadsAfterDeath, 150),
            (Evidence.InFlightAtKill, 3), (Evidence.ReplicasLost, 5), (Evidence.ReplicasKilled, 3),
        ],
        ["Sessions"] = [(Evidence.Hops, 600), (Evidence.ConcurrentWrites, 20), (Evidence.ReadsAfterDeath, 100)],
        ["Session lifetime"] = [(Evidence.MustBeAlive, 100), (Evidence.MustBeDead, 20)],
        ["Tokens"] = [(Evidence.TokenCells, 12), (Evidence.OldTokens, 30), (Evidence.UsesAfterEnd, 100)],
        ["Carts"] = [(Evidence.Hops, 400), (Evidence.ConcurrentWrites, 20), (Evidence.Duplicates, 20), (Evidence.CartsBought, 30)],
        ["Catalog"] = [(Evidence.GuardedReads, 200)],
        ["Orders"] = [(Evidence.UnitsSold, 200), (Evidence.Duplicates, 5), (Evidence.Retries, 2)],
        ["Jobs"] = [(Evidence.Ticks, 10), (Evidence.Leaders, 1)],
        ["Durability"] = [(Evidence.StoreKills, 2), (Evidence.ReadBackAfterStoreKill, 200), (Evidence.OrdersReadBack, 10)],
        ["Stop"] = [(Evidence.Stops, 2), (Evidence.RequestsWhileStopping, 20)],
        ["Stores down"] = [(Evidence.Outages, 4), (Evidence.RequestsDuringOutage, 30), (Evidence.ServedDuringOutage, 10)],
        ["Availability"] = [(Evidence.Undisturbed, 200), (Evidence.AliveDuringOutage, 10), (Evidence.ProbedWhileStopping, 4)],
        ["Existence"] =
        [
            (Evidence.AskedBefore, 80), (Evidence.FreshReads, 150), (Evidence.FreshLists, 40), (Evidence.ReadsAfterEnd, 40),
        ],
        ["Contract"] = Contract(2),
        ["Throttles"] = Throttles(2),
    };

    /// <summary>Where nothing is broken.</summary>
    /// <param name="times">How many times the traffic of 20 s.</param>
    public static EvidenceMinimums FaultFree(int times) => new()
    {
        ["Visits"] = [(Evidence.Hops, 300 * times), (Evidence.ConcurrentWrites, 20 * times), (Evidence.Duplicates, 15 * times)],
        ["Sessions"] = [(Evidence.Hops, 200 * times), (Evidence.ConcurrentWrites, 5 * times)],
        ["Tokens"] = [(Evidence.TokenCells, 9), (Evidence.UsesAfterEnd, 50 * times)],
        ["Carts"] = [(Evidence.Hops, 150 * times), (Evidence.ConcurrentWrites, 5 * times), (Evidence.CartsBought, 15 * times)],
        ["Catalog"] = [(Evidence.GuardedReads, 80 * times)],
        ["Orders"] = [(Evidence.UnitsSold, 100 * times), (Evidence.Duplicates, 3 * times)],
        ["Jobs"] = [(Evidence.Ticks, 5 * times)],
        ["Durability"] = [],
        ["Availability"] = [(Evidence.Undisturbed, 1000 * times)],
        ["Existence"] =
        [
            (Evidence.AskedBefore, 25 * times), (Evidence.FreshReads, 60 * times), (Evidence.FreshLists, 20 * times),
            (Evidence.ReadsAfterEnd, 20 * times),
        ],
        ["Contract"] = Contract(times),
        ["Throttles"] = Throttles(times),
    };

    private static IReadOnlyList<(Evidence Kind, long Count)> Contract(int times) =>
    [
        (Evidence.Preconditions, 30 * times), (Evidence.StaleRefused, 12 * times), (Evidence.KeysReused, 6 * times),
        (Evidence.Refusals, 25 * times), (Evidence.PagesListed, 12 * times), (Evidence.CookieUses, 20 * times),
    ];

    private static IReadOnlyList<(Evidence Kind, long Count)> Throttles(int times) =>
        [(Evidence.ClientsThrottled, 4 * times), (Evidence.TriesThrottled, 12 * times), (Evidence.InnocentLogins, 20 * times)];
}
