namespace AspireStateless.LoadTests.Faults;

/// <summary>
/// Deals the faults of a run: every seed meets the least counts of the recipe by construction, if the run is long enough.
/// </summary>
internal static class FaultDeck
{
    private static readonly TimeSpan QuietStart = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuietEnd = TimeSpan.FromSeconds(4);

    // How long an instance is away at most beside the fault itself, for choosing who is hit next: a graceful stop, the new start.
    private static readonly TimeSpan StopAndStart = TimeSpan.FromSeconds(4);

    // Until replicas that lost a store have it back.
    private static readonly TimeSpan StoreRecovery = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<PlannedFault> Deal(FaultRecipe recipe, ulong seed, TimeSpan duration, int replicas)
    {
        if (recipe.Cards.Count == 0)
        {
            return [];
        }

        // As many as fit. What a card needs of time depends on what was drawn for it, so this is found by trying.
        for (var count = (int)Math.Max(0, duration / recipe.LeastGap); count > 0; count--)
        {
            var random = RandomStream.Of(seed, "faults");
            var faults = LaidOut(CardOrder.Of(recipe, count, replicas, random), recipe, random, replicas);
            if (faults[^1].At <= MonotonicClock.Nanoseconds(duration - QuietEnd))
            {
                return [.. faults.Select(Ready).OrderBy(fault => fault.At)];
            }
        }

        return [];
    }

    private static List<PlannedFault> LaidOut(IReadOnlyList<FaultCard> cards, FaultRecipe recipe, RandomStream random, int replicas)
    {
        var faults = new List<PlannedFault>(cards.Count);
        var at = MonotonicClock.Nanoseconds(QuietStart);
        long storesBack = 0, allBack = 0;
        var backAt = new long[replicas];
        foreach (var card in cards)
        {
            var lasts = MonotonicClock.Nanoseconds(random.Between(card.LeastLasts, card.MostLasts));
            if (card.Resource != FaultCard.OfReplicas)
            {
                at = Math.Max(at, storesBack);
                storesBack = at + lasts + MonotonicClock.Nanoseconds(StoreRecovery);
            }

            at = card.Alone ? Math.Max(at, allBack) : at;
            allBack = Math.Max(allBack, at + lasts + MonotonicClock.Nanoseconds(Longer(StopAndStart, StoreRecovery + card.QuietAfter)));
            var settings = card.Settings?.Invoke(random);
            var replica = card.IsOfAll ? 0
                : recipe.Order == FaultOrder.InTurn ? faults.Count % replicas
                : Target(random, backAt, at);
            if (!card.IsOfAll)
            {
                backAt[replica] = at + lasts + MonotonicClock.Nanoseconds(StopAndStart);
            }

            faults.Add(new PlannedFault(at, card.Kind, card.Resource, card.Resource == FaultCard.OfReplicas ? replica : 0, lasts)
            {
                Settings = card.OneReplica ? (settings ?? new FaultSettings()) with { Replica = replica } : settings,
                Trigger = card.Trigger,
                Alone = card.Alone,
                QuietAfter = MonotonicClock.Nanoseconds(card.QuietAfter),
            });
            at = Math.Max(
                at + MonotonicClock.Nanoseconds(random.Between(recipe.LeastGap, recipe.MostGap)), card.Alone ? allBack : 0);
        }

        return faults;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>A card that waits for an event is ready from the beginning: what it waits for may not come again.</summary>
    private static PlannedFault Ready(PlannedFault fault) =>
        fault.Trigger is not null ? fault with { At = MonotonicClock.Nanoseconds(QuietStart) } : fault;

    /// <summary>One that is expected to be up, else the one that is up first.</summary>
    private static int Target(RandomStream random, long[] backAt, long at)
    {
        int[] up = [.. Enumerable.Range(0, backAt.Length).Where(replica => backAt[replica] <= at)];
        return up.Length > 0 ? up[random.Next(up.Length)] : Array.IndexOf(backAt, backAt.Min());
    }
}
