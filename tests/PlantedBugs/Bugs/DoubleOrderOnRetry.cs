using System.Security.Cryptography;
using System.Text;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Telemetry;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Remembers the key of an order under the name of the process: a retry that meets another replica, or a later life, buys again.
/// </summary>
internal sealed class DoubleOrderOnRetry(IOrders correct, ReplicaIdentity replica) : AroundOrders(correct)
{
    public static void Plant(IServiceCollection services) => services.Wrap<IOrders, DoubleOrderOnRetry>();

    public override Task<PlacedOrder> PlaceAsync(
        Username user, IdempotencyKey key, IReadOnlyList<CartItem>? items, CancellationToken cancellationToken) =>
        Correct.PlaceAsync(user, OwnOf(key), items, cancellationToken);

    public override Task<bool> WasAppliedAsync(Username user, IdempotencyKey key, CancellationToken cancellationToken) =>
        Correct.WasAppliedAsync(user, OwnOf(key), cancellationToken);

    private IdempotencyKey OwnOf(IdempotencyKey key) => IdempotencyKey.Parse(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{replica} {key.Value}"))), provider: null);
}
