using System.Collections.Concurrent;
using AspireStateless.Api.Accounts;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.PlantedBugs.Parts;
using Microsoft.Extensions.Options;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Answers a change of a cart and writes it a moment later in the background, so that the shop feels quick: other replicas read what was
/// before, and a kill, or an outage of Redis, loses for good what was acknowledged. The process itself waits for its own writes.
/// </summary>
internal sealed class AckBeforeWrite(ICarts correct, ISessions sessions, IOptions<CartsOptions> options, TimeProvider time) : AroundCarts(correct)
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
        SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var user = session.User;
        await WrittenAsync(user);
        if (await sessions.UseAsync(session, cancellationToken) is null)
        {
            return new(CartOutcome.SessionEnded);
        }

        if (key is not null && await Correct.WasAppliedAsync(user, change.Sku, key, cancellationToken))
        {
            return await Correct.ChangeAsync(session, change, key, cancellationToken);
        }

        if ((await Correct.ReadAsync(user, cancellationToken)).Change(change, options.Value.MaxLines) is not { } after)
        {
            return new(CartOutcome.Full);
        }

        _writes[user] = WriteAsync(session, change, key);
        return new(CartOutcome.Changed, after);
    }

    private Task WrittenAsync(Username user) => _writes.GetValueOrDefault(user, Task.CompletedTask);

    private async Task WriteAsync(SessionId session, CartChange change, IdempotencyKey? key)
    {
        await Task.Delay(Moment, time);
        await AfterTheEffect.TryAsync(Correct.ChangeAsync(session, change, key, CancellationToken.None));
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
