using AspireStateless.LoadTests.Gates.Duets;

namespace AspireStateless.LoadTests.Gates.Counters;

/// <summary>Counts what requests cost the candidate, each time in a fresh process of it.</summary>
/// <param name="slot">Its stores; nothing else runs on them meanwhile.</param>
internal sealed class CandidateLives(DuetSlot slot)
{
    private int _lives;

    /// <exception cref="InvalidRunException">It did not start, or did not answer a request as it has to.</exception>
    public async Task<IReadOnlyList<RequestCost>> CountAsync(CancellationToken cancellationToken)
    {
        await slot.StopAsync(cancellationToken);
        var replica = await slot.StartAsync(Side.Candidate, cancellationToken);
        using var counters = new CounterRun(replica.Url, slot.Users, ++_lives);
        await counters.WarmUpAsync(cancellationToken);
        return await counters.CountAsync(CountedRequests.All, cancellationToken);
    }
}
