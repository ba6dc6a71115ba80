using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;

namespace AspireStateless.Api.Carts;

/// <summary>
/// One cart a user. Its changes are linearizable and numbered, and nobody sees a full cart whose order exists. Every method throws
/// <see cref="Storage.StoreUnavailableException"/>.
/// </summary>
internal interface ICarts
{
    Task<Cart> ReadAsync(Username user, CancellationToken cancellationToken);

    /// <summary>
    /// Uses a session and, if it lives, makes a change of its user's cart in the same step; with a key that is remembered, answers what
    /// the first change with it was answered.
    /// </summary>
    Task<CartChanged> ChangeAsync(SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken);

    /// <returns>Whether a change of this product with this key was made and its key is still remembered.</returns>
    Task<bool> WasAppliedAsync(Username user, Sku sku, IdempotencyKey key, CancellationToken cancellationToken);
}

/// <summary>A change of a cart.</summary>
/// <param name="Method">The method that asked for it: keys belong to method and path.</param>
/// <param name="Quantity">How many units the cart holds from now on.</param>
internal sealed record CartChange(CartMethod Method, Sku Sku, int Quantity);

internal enum CartMethod
{
    Put,
    Delete,
}

/// <summary>What became of a change.</summary>
/// <param name="Cart">The cart after it; null unless it was made.</param>
internal sealed record CartChanged(CartOutcome Outcome, Cart? Cart = null);

internal enum CartOutcome
{
    /// <summary>There is no such session, or no more; nothing was changed.</summary>
    SessionEnded,

    /// <summary>An order is buying the cart; nothing was changed.</summary>
    OrderInProgress,

    Changed,

    /// <summary>The change was made before, under the same key.</summary>
    Replayed,

    /// <summary>The key was used for another quantity; nothing was changed.</summary>
    KeyReused,

    /// <summary>The cart has <see cref="CartsOptions.MaxLines"/> products and this would be another; nothing was changed.</summary>
    Full,
}
