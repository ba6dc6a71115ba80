using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Performance.Gates.Costs;

/// <summary>
/// Counts what requests cost the candidate, on each set of stores in a process of its own and at the same time, so that what is counted is
/// in all stores alike when times are compared on them; when asked again, in fresh processes.
/// </summary>
/// <param name="requests">What is counted.</param>
internal sealed class CandidateLives(IReadOnlyList<PairedSlot> slots, IReadOnlyList<CountedRequest> requests)
{
    /// <summary>How often the same stores can be asked.</summary>
    public const int Most = CounterRun.MostLives;

    private int _lives;

    /// <returns>What each process said, by set of stores.</returns>
    /// <exception cref="LoadTests.Failures.InvalidRunException">One did not start, or did not answer a request as it has to.</exception>
    public async Task<IReadOnlyList<RequestCost>[]> CountAsync(CancellationToken cancellationToken)
    {
        if (_lives > 0)
        {
            await Task.WhenAll(slots.Select(slot => slot.StopAsync(cancellationToken)));
        }

        _lives++;
        return await Task.WhenAll(slots.Select(slot => CountAsync(slot, cancellationToken)));
    }

    private async Task<IReadOnlyList<RequestCost>> CountAsync(PairedSlot slot, CancellationToken cancellationToken)
    {
        var replica = await slot.AloneAsync(Side.Candidate, cancellationToken);
        using var counters = new CounterRun(replica.Url, slot.Users, _lives);
        await counters.WarmUpAsync(cancellationToken);
        return await counters.CountAsync(requests, cancellationToken);
    }
}
