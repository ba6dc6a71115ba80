using System.Collections.Concurrent;
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
internal sealed class AckBeforeWrite(
    ICarts correct, ISessions sessions, AckBeforeWrite.Writes writes, IOptions<CartsOptions> options, TimeProvider time)
    : AroundCarts(correct)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    public static void Plant(IServiceCollection services)
    {
        services.AddSingleton<Writes>();
        services.Wrap<ICarts, AckBeforeWrite>();
        services.Wrap<IOrders, OrderAfterWrites>();
        services.Wrap<ISessions, EndAfterWrites>();
    }

    public override async Task<Cart> ReadAsync(Username user, CancellationToken cancellationToken)
    {
        await writes.DoneAsync(user);
        return await Correct.ReadAsync(user, cancellationToken);
    }

    public override async Task<CartChanged> ChangeAsync(
        SessionId session, CartChange change, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var user = session.User;
        await writes.DoneAsync(user);
        if (await BeforeAnyEffect.RunAsync(sessions.UseAsync(session, cancellationToken)) is null)
        {
            return new(CartOutcome.SessionEnded);
        }

        if (key is not null && await BeforeAnyEffect.RunAsync(Correct.WasAppliedAsync(user, change.Sku, key, cancellationToken)))
        {
            return await Correct.ChangeAsync(session, change, key, cancellationToken);
        }

        var before = await BeforeAnyEffect.RunAsync(Correct.ReadAsync(user, cancellationToken));
        if (before.Change(change, options.Value.MaxLines) is not { } after)
        {
            return new(CartOutcome.Full);
        }

        writes.Begin(user, WriteAsync(session, change, key));
        return new(CartOutcome.Changed, after);
    }

    private async Task WriteAsync(SessionId session, CartChange change, IdempotencyKey? key)
    {
        await Task.Delay(Moment, time);
        await AfterTheEffect.TryAsync(Correct.ChangeAsync(session, change, key, CancellationToken.None));
    }

    /// <summary>Buys the cart as the user of this process knows it.</summary>
    private sealed class OrderAfterWrites(IOrders correct, Writes writes) : AroundOrders(correct)
    {
        public override async Task<PlacedOrder> PlaceAsync(
            Username user, IdempotencyKey key, IReadOnlyList<CartItem>? items, CancellationToken cancellationToken)
        {
            await writes.DoneAsync(user);
            return await Correct.PlaceAsync(user, key, items, cancellationToken);
        }
    }

    /// <summary>Ends sessions when what they wrote here is written: once ended, they change no cart.</summary>
    private sealed class EndAfterWrites(ISessions correct, Writes writes) : AroundSessions(correct)
    {
        public override async Task EndAsync(SessionId id, CancellationToken cancellationToken)
        {
            await writes.DoneAsync(id.User);
            await Correct.EndAsync(id, cancellationToken);
        }

        public override async Task EndOlderAsync(Username user, int passwordNumber, CancellationToken cancellationToken)
        {
            await writes.DoneAsync(user);
            await Correct.EndOlderAsync(user, passwordNumber, cancellationToken);
        }
    }

    /// <summary>The last write of each user, which only this process knows of.</summary>
    public sealed class Writes
    {
        private readonly ConcurrentDictionary<Username, Task> _last = new();

        public void Begin(Username user, Task write) => _last[user] = write;

        public Task DoneAsync(Username user) => _last.GetValueOrDefault(user, Task.CompletedTask);
    }
}
