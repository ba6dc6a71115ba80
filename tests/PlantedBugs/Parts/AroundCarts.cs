using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>Does what the correct part does, except where it is overridden.</summary>
internal abstract class AroundCarts(ICarts correct) : ICarts
{
    protected ICarts Correct { get; } = correct;

    public virtual Task<Cart> ReadAsync(Username user, CancellationToken cancellationToken) => Correct.ReadAsync(user, cancellationToken);

    public virtual Task<CartChanged> ChangeAsync(
        SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken) =>
        Correct.ChangeAsync(session, change, key, cancellationToken);

    public virtual Task<bool> WasAppliedAsync(Username user, Sku sku, IdempotencyKey key, CancellationToken cancellationToken) =>
        Correct.WasAppliedAsync(user, sku, key, cancellationToken);
}
