using System.Collections.Concurrent;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Counts in Redis, but remembers the keys in the process: a retry that meets another replica counts twice.</summary>
internal sealed class DedupSetInMemory(IVisits correct) : AroundVisits(correct)
{
    private readonly ConcurrentDictionary<(PageName Page, IdempotencyKey Key), long> _answers = new();

    public static void Plant(IServiceCollection services) => services.Wrap<IVisits, DedupSetInMemory>();

    public override async Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (key is not null && _answers.TryGetValue((page, key), out var first))
        {
            return new(VisitOutcome.Replayed, first);
        }

        var visit = await Correct.CountAsync(page, key: null, cancellationToken);
        if (key is not null && visit.Outcome == VisitOutcome.Counted)
        {
            _answers[(page, key)] = visit.Count;
        }

        return visit;
    }

    public override Task<bool> WasAppliedAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken) =>
        Task.FromResult(_answers.ContainsKey((page, key)));
}
