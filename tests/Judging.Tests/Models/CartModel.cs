using System.Collections.Immutable;
using AspireStateless.Judging.Carts;
using AspireStateless.Judging.Models;

namespace AspireStateless.Judging.Tests.Models;

/// <summary>Starts empty with version 0; every change adds one to the version.</summary>
internal sealed class CartModel : IModel<CartOperation, CartModel.State>
{
    public State Initial { get; } = new(0, ImmutableSortedDictionary<int, int>.Empty);

    public bool Step(in CartOperation operation, State before, out State after)
    {
        after = operation.Kind switch
        {
            CartOperationKind.Read => before,
            CartOperationKind.Emptied => new(before.Version + 1, Initial.Quantities),
            _ => new(before.Version + 1, before.Quantities.SetItem(operation.Sku, operation.Quantity)),
        };
        return operation.IsOptional || (operation.Version == after.Version && operation.ContentHash == after.Hash);
    }

    /// <summary>Carts with the same content have the same hash.</summary>
    internal sealed record State(long Version, ImmutableSortedDictionary<int, int> Quantities)
    {
        public ulong Hash { get; } = CartContent.HashOf([.. Quantities.Select(line => (line.Key, line.Value))]);

        public bool Equals(State? other) => other is not null && (Version, Hash) == (other.Version, other.Hash);

        public override int GetHashCode() => HashCode.Combine(Version, Hash);
    }
}
