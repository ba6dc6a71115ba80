using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>Reads the count and writes it back one higher: two visits at once become one.</summary>
internal sealed class GetThenSet(IVisits correct, PlainVisits plain) : AroundVisits(correct)
{
    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<PlainVisits>();
        services.Wrap<IVisits, GetThenSet>();
    }

    public override async Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (key is not null && await plain.FindAsync(page, key, cancellationToken) is { } first)
        {
            return new(VisitOutcome.Replayed, first);
        }

        var count = await ReadAsync(page, cancellationToken) + 1;
        await plain.SetAsync(page, count, cancellationToken);
        if (key is not null)
        {
            await plain.RememberAsync(page, key, count, cancellationToken);
        }

        return new(VisitOutcome.Counted, count);
    }
}
