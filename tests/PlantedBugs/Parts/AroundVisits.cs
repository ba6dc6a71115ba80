using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Visits;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>Does what the correct part does, except where it is overridden.</summary>
internal abstract class AroundVisits(IVisits correct) : IVisits
{
    protected IVisits Correct { get; } = correct;

    public virtual Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken) =>
        Correct.CountAsync(page, key, cancellationToken);

    public virtual Task<long> ReadAsync(PageName page, CancellationToken cancellationToken) => Correct.ReadAsync(page, cancellationToken);

    public virtual Task<IReadOnlyList<PageCount>> ReadAllAsync(CancellationToken cancellationToken) =>
        Correct.ReadAllAsync(cancellationToken);

    public virtual Task<bool> WasAppliedAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken) =>
        Correct.WasAppliedAsync(page, key, cancellationToken);
}
