using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage.Postgres;
using Npgsql;

namespace AspireStateless.Api.Carts;

/// <summary>What became of the keys of orders, in Postgres. Every method throws <see cref="Storage.StoreUnavailableException"/>.</summary>
internal sealed class OrderKeys(PostgresStore postgres)
{
    /// <summary>The fingerprint of every order that buys the cart.</summary>
    public const string CartFingerprint = "cart";

    /// <returns>Null while nothing is decided.</returns>
    public async Task<OrderDecision?> FindAsync(Username user, string key, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            """
            SELECT order_id, cart_version
            FROM order_keys LEFT JOIN orders ON orders.id = order_id
            WHERE order_keys.username = $1 AND order_keys.key = $2
            """,
            [SqlValue.Text(user.Value), SqlValue.Text(key)],
            Read,
            cancellationToken)).SingleOrDefault();

    /// <summary>Decides that there will be no order with this key, unless it is decided.</summary>
    /// <returns>What is decided from now on.</returns>
    public async Task<OrderDecision> CancelAsync(Username user, string key, CancellationToken cancellationToken)
    {
        await postgres.ExecuteAsync(
            "INSERT INTO order_keys (username, key, fingerprint, refusal) VALUES ($1, $2, $3, 'cancelled') ON CONFLICT DO NOTHING",
            [SqlValue.Text(user.Value), SqlValue.Text(key), SqlValue.Text(CartFingerprint)],
            cancellationToken);
        return (await FindAsync(user, key, cancellationToken))!;
    }

    private static OrderDecision Read(NpgsqlDataReader row) =>
        new(row.IsDBNull(0) ? null : row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1));
}

/// <summary>What became of a key.</summary>
/// <param name="OrderId">The order; null if there is none and never will be.</param>
/// <param name="CartVersion">The version of the cart that the order bought; null if it bought none.</param>
internal sealed record OrderDecision(long? OrderId, long? CartVersion);
