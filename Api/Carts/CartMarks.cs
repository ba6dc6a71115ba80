using AspireStateless.Api.Sessions;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Carts;

/// <summary>
/// Takes marks of orders off carts. Only Postgres knows what became of an order: whoever meets a mark asks it, and finishes what the
/// order left undone. Every method throws <see cref="Storage.StoreUnavailableException"/>.
/// </summary>
internal sealed class CartMarks(CartStore store, OrderKeys keys, IOptions<CartsOptions> options)
{
    private readonly TimeSpan _orderMax = options.Value.OrderMax;

    /// <summary>For a reader: takes the mark away if its order is decided.</summary>
    /// <returns>False if it is not: at the time of asking there was no order, and the cart was full.</returns>
    public async Task<bool> TryReleaseAsync(Username user, CartMark mark, CancellationToken cancellationToken) =>
        await keys.FindAsync(user, mark.OrderKey, cancellationToken) is { } decision
        && await ReleaseAsync(user, mark, decision, cancellationToken);

    /// <summary>For who wants the cart: also cancels an order that takes too long, so that it can never be placed.</summary>
    /// <returns>False if the order is young and not decided.</returns>
    public async Task<bool> TryTakeAsync(Username user, CartMark mark, CancellationToken cancellationToken) =>
        mark.Age <= _orderMax
            ? await TryReleaseAsync(user, mark, cancellationToken)
            : await ReleaseAsync(user, mark, await keys.CancelAsync(user, mark.OrderKey, cancellationToken), cancellationToken);

    private async Task<bool> ReleaseAsync(Username user, CartMark mark, OrderDecision decision, CancellationToken cancellationToken)
    {
        await store.ReleaseAsync(user, mark.OrderKey, decision.CartVersion, cancellationToken);
        return true;
    }
}
