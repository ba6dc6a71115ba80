using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Slowdowns;

/// <summary>Counts visits as the correct part does, and does something first that costs time and nothing else.</summary>
internal abstract class SlowVisits(IVisits correct) : AroundVisits(correct)
{
    public sealed override async Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        await WasteAsync(page, cancellationToken);
        return await Correct.CountAsync(page, key, cancellationToken);
    }

    protected abstract Task WasteAsync(PageName page, CancellationToken cancellationToken);
}
