namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>Compares two builds pair by pair. A pair whose times mean nothing is repeated, a bounded number of times in all.</summary>
/// <param name="slots">The two sets of stores.</param>
internal sealed class PairedRun(IReadOnlyList<PairedSlot> slots, ulong seed, Action<string> say)
{
    private const int MostRepeated = 3;

    /// <param name="first">Number of the first pair; pairs with the same number and seed send the same.</param>
    /// <param name="count">How many pairs.</param>
    /// <returns>All pairs; of one that could not be measured, its last try.</returns>
    public async Task<IReadOnlyList<MeasuredPair>> RunAsync(int first, int count, CancellationToken cancellationToken)
    {
        var pairs = new List<MeasuredPair>();
        var repeated = 0;
        while (pairs.Count < count)
        {
            var pair = await PairAsync(new PairedPlan(seed, first + pairs.Count), cancellationToken);
            var what = $"pair {first + pairs.Count + 1}: "
                + string.Join(", ", pair.Ratios.Take(3).Select(ratio => $"{ratio.Key} {Math.Exp(ratio.Value) - 1:+0.0%;-0.0%;0.0%}"))
                + $"; baseline p50 {pair.Baseline[PairedMetrics.P50]:F0} µs, machine {pair.Busy:P0} busy, sent late by"
                + $" {pair.LatenessP99:F0} µs at p99, by {pair.Lateness?.Share:P1} of the mean";
            if (pair.Objection is { } objection && repeated < MostRepeated)
            {
                // Validity is decided without a look at which side was faster: repeating prefers no result.
                repeated++;
                say($"{what}; REPEATED: {objection}");
                continue;
            }

            say(what);
            pairs.Add(pair);
        }

        return pairs;
    }

    private async Task<MeasuredPair> PairAsync(PairedPlan plan, CancellationToken cancellationToken)
    {
        await Task.WhenAll(slots.Select(slot => slot.StopAsync(cancellationToken)));
        var targets = new Dictionary<Side, PairedTarget>();
        try
        {
            var sides = Enum.GetValues<Side>();
            var replicas = await Task.WhenAll(sides.Select(side => SlotOf(plan, side).StartAsync(side, cancellationToken)));
            foreach (var (side, replica) in sides.Zip(replicas))
            {
                targets[side] = new PairedTarget(replica.Pid, new PairedClient(replica.Url, SlotOf(plan, side).Users.Tokens));
            }

            return await new PairedTraffic(plan, targets[Side.Baseline], targets[Side.Candidate]).RunAsync(cancellationToken);
        }
        finally
        {
            foreach (var target in targets.Values)
            {
                target.Client.Dispose();
            }
        }
    }

    private PairedSlot SlotOf(PairedPlan plan, Side side) => slots[side == Side.Candidate ? plan.CandidateSlot : 1 - plan.CandidateSlot];
}
