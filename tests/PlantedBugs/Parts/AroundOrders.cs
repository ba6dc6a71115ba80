using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Sessions;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>Does what the correct part does, except where it is overridden.</summary>
internal abstract class AroundOrders(IOrders correct) : IOrders
{
    protected IOrders Correct { get; } = correct;

    public virtual Task<PlacedOrder> PlaceAsync(
        Username user, IdempotencyKey key, IReadOnlyList<CartItem>? items, CancellationToken cancellationToken) =>
        Correct.PlaceAsync(user, key, items, cancellationToken);

    public virtual Task<Order?> FindAsync(long id, CancellationToken cancellationToken) => Correct.FindAsync(id, cancellationToken);

    public virtual Task<IReadOnlyList<Order>> ListAsync(Sku? sku, long after, CancellationToken cancellationToken) =>
        Correct.ListAsync(sku, after, cancellationToken);

    public virtual Task<bool> WasAppliedAsync(Username user, IdempotencyKey key, CancellationToken cancellationToken) =>
        Correct.WasAppliedAsync(user, key, cancellationToken);
}
