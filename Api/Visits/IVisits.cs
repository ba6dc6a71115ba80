using AspireStateless.Api.Idempotency;

namespace AspireStateless.Api.Visits;

/// <summary>One counter a page, shared by all replicas. Every method throws <see cref="Storage.StoreUnavailableException"/>.</summary>
internal interface IVisits
{
    /// <summary>Counts one visit; with a key that is remembered, answers what the first visit with it was answered.</summary>
    Task<CountedVisit> CountAsync(PageName page, IdempotencyKey? key, CancellationToken cancellationToken);

    /// <returns>The count; 0 for a page that was never visited.</returns>
    Task<long> ReadAsync(PageName page, CancellationToken cancellationToken);

    /// <returns>The count of every page that was ever visited, all at one moment.</returns>
    Task<IReadOnlyList<PageCount>> ReadAllAsync(CancellationToken cancellationToken);

    /// <returns>Whether a visit with this key was counted and its key is still remembered.</returns>
    Task<bool> WasAppliedAsync(PageName page, IdempotencyKey key, CancellationToken cancellationToken);
}

/// <param name="Count">The page's count right after the visit; 0 if it was refused.</param>
internal readonly record struct CountedVisit(VisitOutcome Outcome, long Count);

/// <summary>A page and its count.</summary>
internal sealed record PageCount(string Page, long Count);

internal enum VisitOutcome
{
    /// <summary>Nothing was counted: there are <see cref="VisitsOptions.MaxPages"/> pages and this would be another.</summary>
    TooManyPages,

    /// <summary>The visit was counted now.</summary>
    Counted,

    /// <summary>The visit was counted before, under the same key.</summary>
    Replayed,
}
