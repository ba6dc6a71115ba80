using System.Collections.Concurrent;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Visits;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Collects visits in the process and adds them to Redis ten at a time, "to save round trips": replicas answer the same numbers twice, read
/// less than was counted, and what was not written yet dies with the process.
/// </summary>
internal sealed class CounterFlushEveryN(IVisits correct, PlainVisits plain) : AroundVisits(correct)
{
    private const int FlushEvery = 10;

    private readonly ConcurrentDictionary<PageName, Counter> _counters = new();

    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<PlainVisits>();
        services.Wrap<IVisits, CounterFlushEveryN>();
    }

    public override async Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (key is not null && await plain.FindAsync(page, key, cancellationToken) is { } first)
        {
            return new(VisitOutcome.Replayed, first);
        }

        var count = await IncrementAsync(page, _counters.GetOrAdd(page, static _ => new()), cancellationToken);
        if (key is not null)
        {
            await plain.RememberAsync(page, key, count, cancellationToken);
        }

        return new(VisitOutcome.Counted, count);
    }

    public override async Task<long> ReadAsync(PageName page, CancellationToken cancellationToken) =>
        await Correct.ReadAsync(page, cancellationToken) + (_counters.GetValueOrDefault(page)?.Unsaved ?? 0);

    private async Task<long> IncrementAsync(PageName page, Counter counter, CancellationToken cancellationToken)
    {
        await counter.Turn.WaitAsync(cancellationToken);
        try
        {
            if (counter.Unsaved == 0)
            {
                counter.Saved = await Correct.ReadAsync(page, cancellationToken);
            }

            if (++counter.Unsaved < FlushEvery)
            {
                return counter.Saved + counter.Unsaved;
            }

            counter.Saved = await plain.AddAsync(page, counter.Unsaved, CancellationToken.None);
            counter.Unsaved = 0;
            return counter.Saved;
        }
        finally
        {
            counter.Turn.Release();
        }
    }

    private sealed class Counter
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public long Saved { get; set; }

        public long Unsaved { get; set; }
    }
}
