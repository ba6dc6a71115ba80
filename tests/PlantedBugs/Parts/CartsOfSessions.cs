using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>
/// Lets the planted sessions say whether a cart is changed, as they say for everything else. The correct step asks Redis alone, where
/// they may keep something else.
/// </summary>
internal sealed class CartsOfSessions(ICarts correct, ISessions sessions) : AroundCarts(correct)
{
    public override async Task<CartChanged> ChangeAsync(
        SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken) =>
        await BeforeAnyEffect.RunAsync(sessions.UseAsync(session, cancellationToken)) is null
            ? new(CartOutcome.SessionEnded)
            : await Correct.ChangeAsync(session, change, key, cancellationToken);
}
