using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Telemetry;

namespace AspireStateless.Api.Carts;

/// <summary>
/// Keeps carts in Redis, one hash each and every change one script. A cart and its order are in two stores: while one is bought it carries
/// a mark, and who meets the mark settles it before they believe what they see.
/// </summary>
internal sealed class RedisCarts(CartStore store, CartMarks marks, ApiMeter meter) : ICarts
{
    // Each round settles an order that was placed meanwhile; nobody orders faster than this for long.
    private const int Rounds = 16;

    public async Task<Cart> ReadAsync(Username user, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var state = await store.ReadAsync(user, cancellationToken);
            if (state.Mark is not { } mark || !await marks.TryReleaseAsync(user, mark, cancellationToken))
            {
                return state.Cart;
            }
        }

        throw new StoreUnavailableException(definite: true, "The cart is bought again and again.");
    }

    public async Task<CartChanged> ChangeAsync(
        SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var state = await store.ChangeAsync(session, change, key, cancellationToken);
            if (state.Mark is { } mark)
            {
                if (!await BeforeAnyEffect.RunAsync(marks.TryTakeAsync(session.User, mark, cancellationToken)))
                {
                    return new(CartOutcome.OrderInProgress);
                }

                continue;
            }

            if (state.Word is "replayed")
            {
                meter.Replayed("cart");
            }

            return state.Word switch
            {
                "changed" => new(CartOutcome.Changed, state.Cart),
                "replayed" => new(CartOutcome.Replayed, state.Cart),
                "reused" => new(CartOutcome.KeyReused),
                "ended" => new(CartOutcome.SessionEnded),
                _ => new(CartOutcome.Full),
            };
        }

        return new(CartOutcome.OrderInProgress);
    }

    public async Task<bool> WasAppliedAsync(Username user, Sku sku, IdempotencyKey key, CancellationToken cancellationToken)
    {
        var put = store.IsRecordedAsync(user, CartMethod.Put, sku, key, cancellationToken);
        var delete = store.IsRecordedAsync(user, CartMethod.Delete, sku, key, cancellationToken);
        await Task.WhenAll(put, delete);
        return await put || await delete;
    }
}
