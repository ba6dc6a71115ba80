using System.Collections.Concurrent;
using AspireStateless.Api.Accounts;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Storage;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Answers a change of a cart and writes it a moment later in the background, so that the shop feels quick: other replicas read what was
/// before, and a kill, or an outage of Redis, loses for good what was acknowledged. The process itself waits for its own writes.
/// </summary>
internal sealed class AckBeforeWrite(ICarts correct, IOptions<CartsOptions> options, TimeProvider time) : AroundCarts(correct)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<Username, Task> _writes = new();

    public static void Plant(IServiceCollection services)
    {
        services.Wrap<ICarts, AckBeforeWrite>();
        services.Wrap<IOrders, OrderAfterWrites>();
    }

    public override async Task<Cart> ReadAsync(Username user, CancellationToken cancellationToken)
    {
        await WrittenAsync(user);
        return await Correct.ReadAsync(user, cancellationToken);
    }

    public override async Task<CartChanged> ChangeAsync(
        Username user, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        await WrittenAsync(user);
        if (key is not null && await Correct.WasAppliedAsync(user, change.Sku, key, cancellationToken))
        {
            return await Correct.ChangeAsync(user, change, key, cancellationToken);
        }

        if ((await Correct.ReadAsync(user, cancellationToken)).Change(change, options.Value.MaxLines) is not { } after)
        {
            return new(CartOutcome.Full);
        }

        _writes[user] = WriteAsync(user, change, key);
        return new(CartOutcome.Changed, after);
    }

    private Task WrittenAsync(Username user) => _writes.GetValueOrDefault(user, Task.CompletedTask);

    private async Task WriteAsync(Username user, CartChange change, IdempotencyKey? key)
    {
        await Task.Delay(Moment, time);
        await AfterTheEffect.TryAsync(Correct.ChangeAsync(user, change, key, CancellationToken.None));
    }

    /// <summary>Buys the cart as the user of this process knows it.</summary>
    private sealed class OrderAfterWrites(IOrders correct, ICarts carts) : AroundOrders(correct)
    {
        public override async Task<PlacedOrder> PlaceAsync(
            Username user, IdempotencyKey key, IReadOnlyList<CartItem>? items, CancellationToken cancellationToken)
        {
            await ((AckBeforeWrite)carts).WrittenAsync(user);
            return await Correct.PlaceAsync(user, key, items, cancellationToken);
        }
    }
}
