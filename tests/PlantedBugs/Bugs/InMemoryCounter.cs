using System.Collections.Concurrent;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Visits;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Counts in the process: right alone, wrong beside a second replica and after a restart.</summary>
internal sealed class InMemoryCounter : IVisits
{
    private readonly ConcurrentDictionary<PageName, long> _counts = new();
    private readonly ConcurrentDictionary<(PageName Page, IdempotencyKey Key), Lazy<long>> _answers = new();

    public static void Plant(IServiceCollection services) => services.AddSingleton<IVisits, InMemoryCounter>();

    public Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return Task.FromResult(new CountedVisit(VisitOutcome.Counted, Increment(page)));
        }

        var mine = new Lazy<long>(() => Increment(page));
        var first = _answers.GetOrAdd((page, key), mine);
        return Task.FromResult(new CountedVisit(first == mine ? VisitOutcome.Counted : VisitOutcome.Replayed, first.Value));
    }

    public Task<long> ReadAsync(PageName page, CancellationToken cancellationToken) => Task.FromResult(_counts.GetValueOrDefault(page));

    public Task<IReadOnlyList<PageCount>> ReadAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PageCount>>([.. _counts.Select(page => new PageCount(page.Key.Value, page.Value))]);

    public Task<bool> WasAppliedAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken) =>
        Task.FromResult(_answers.ContainsKey((page, key)));

    private long Increment(PageName page) => _counts.AddOrUpdate(page, 1, static (_, count) => count + 1);
}
