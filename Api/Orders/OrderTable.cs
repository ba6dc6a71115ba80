using System.Text.Json;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Postgres;
using Npgsql;

namespace AspireStateless.Api.Orders;

/// <summary>The orders, in Postgres. Every method throws <see cref="StoreUnavailableException"/>.</summary>
/// <remarks>Orders that come at once share a transaction, and so a commit.</remarks>
internal sealed class OrderTable : IOrderPlacing
{
    // Others wait for the products of a transaction until it ends.
    private const int BatchItemsMax = 32;

    // While one commits, the next does all that needs none of its products.
    private const int BatchStatementsMax = 2;

    private const int ListMax = 100;

    private const string Columns = "id, username, total, created_at, items, cart_version";

    private readonly PostgresStore _postgres;
    private readonly StoreBatcher<OrderRequest, OrderAnswer> _placing;

    public OrderTable(PostgresStore postgres)
    {
        _postgres = postgres;
        _placing = postgres.Batch<OrderRequest, OrderAnswer>("place_orders", PlaceAllAsync, BatchItemsMax, BatchStatementsMax);
    }

    public Task<OrderAnswer> PlaceAsync(OrderRequest request, CancellationToken cancellationToken) =>
        _placing.CallAsync(request, cancellationToken);

    /// <returns>Null if there is none.</returns>
    public async Task<Order?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await _postgres.QueryAsync(
            $"SELECT {Columns} FROM order_answers WHERE id = $1", [SqlValue.Bigint(id)], ReadOrder, cancellationToken)).SingleOrDefault();

    public Task<IReadOnlyList<Order>> ListAsync(Sku? sku, long after, CancellationToken cancellationToken) =>
        sku is null
            ? _postgres.QueryAsync(
                $"SELECT {Columns} FROM order_answers WHERE id > $1 ORDER BY id LIMIT $2",
                [SqlValue.Bigint(after), SqlValue.Integer(ListMax)],
                ReadOrder,
                cancellationToken)
            : _postgres.QueryAsync(
                $"""
                SELECT {Columns} FROM order_answers
                WHERE id IN (SELECT DISTINCT order_id FROM units WHERE sku = $3 AND order_id > $1 ORDER BY order_id LIMIT $2)
                ORDER BY id
                """,
                [SqlValue.Bigint(after), SqlValue.Integer(ListMax), SqlValue.Text(sku.Value)],
                ReadOrder,
                cancellationToken);

    /// <summary>Places orders, all in one transaction and each for itself.</summary>
    /// <returns>For each, in their order, what became of it.</returns>
    public Task<IReadOnlyList<OrderAnswer>> PlaceAllAsync(IReadOnlyList<OrderRequest> requests, TimeSpan limit) =>
        _postgres.QueryAsync(
            $"SELECT {Columns}, outcome, refused_sku FROM place_orders($1) ORDER BY request",
            [SqlValue.Json(JsonSerializer.Serialize(requests, OrdersJson.Default.IReadOnlyListOrderRequest))],
            ReadAnswer,
            limit,
            CancellationToken.None);

    private static OrderAnswer ReadAnswer(NpgsqlDataReader row) => new(
        row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(0) ? null : ReadOrder(row),
        row.IsDBNull(5) ? null : row.GetInt64(5));

    private static Order ReadOrder(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        Username.Parse(row.GetString(1), provider: null),
        JsonSerializer.Deserialize(row.GetString(4), OrdersJson.Default.OrderItemArray)!,
        row.GetDecimal(2),
        row.GetFieldValue<DateTimeOffset>(3));
}
