using System.Collections.Concurrent;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Visits;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Counts in Redis, but remembers the keys in the process: a retry that meets another replica counts twice.</summary>
internal sealed class DedupSetInMemory(IVisits correct) : IVisits
{
    private readonly ConcurrentDictionary<(PageName Page, IdempotencyKey Key), long> _answers = new();

    public static void Plant(IServiceCollection services) =>
        services.AddSingleton<IVisits>(provider => new DedupSetInMemory(ActivatorUtilities.CreateInstance<RedisVisits>(provider)));

    public async Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (key is not null && _answers.TryGetValue((page, key), out var first))
        {
            return new(VisitOutcome.Replayed, first);
        }

        var visit = await correct.CountAsync(page, key: null, cancellationToken);
        if (key is not null && visit.Outcome == VisitOutcome.Counted)
        {
            _answers[(page, key)] = visit.Count;
        }

        return visit;
    }

    public Task<long> ReadAsync(PageName page, CancellationToken cancellationToken) => correct.ReadAsync(page, cancellationToken);

    public Task<IReadOnlyList<PageCount>> ReadAllAsync(CancellationToken cancellationToken) =>
        correct.ReadAllAsync(cancellationToken);

    public Task<bool> WasAppliedAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken) =>
        Task.FromResult(_answers.ContainsKey((page, key)));
}
