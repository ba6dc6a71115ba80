using System.Text.Json;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AspireStateless.PlantedBugs.Parts;

/// <summary>
/// Orders as one writes them without <c>place_orders</c>: a statement that reads, then a statement that writes. Each is right alone; units
/// are unique by their primary key, so an insertion that comes second fails and is tried again.
/// </summary>
internal sealed class PlainOrders(PostgresStore postgres, OrderTable table)
{
    /// <returns>What became of the key; null if it is new.</returns>
    public async Task<OrderAnswer?> FindAsync(OrderRequest request, CancellationToken cancellationToken)
    {
        var known = (await postgres.QueryAsync(
            "SELECT fingerprint, refusal, refused_sku, order_id FROM order_keys WHERE username = $1 AND key = $2",
            [SqlValue.Text(request.Username), SqlValue.Text(request.Key)],
            row => (
                Fingerprint: row.GetString(0),
                Refusal: row.IsDBNull(1) ? null : row.GetString(1),
                RefusedSku: row.IsDBNull(2) ? null : row.GetString(2),
                OrderId: row.IsDBNull(3) ? 0 : row.GetInt64(3)),
            cancellationToken)).Select(known => ((string, string?, string?, long)?)known).SingleOrDefault();
        return known switch
        {
            null => null,
            var (fingerprint, _, _, _) when fingerprint != request.Fingerprint => Refused("reused"),
            (_, { } refusal, var sku, _) => Refused(refusal, sku),
            (_, _, _, var id) => await AnswerAsync("replayed", id, request, cancellationToken),
        };
    }

    /// <returns>The products of an order, those that exist.</returns>
    public async Task<IReadOnlyDictionary<string, Shelf>> ReadAsync(IEnumerable<CartItem> items, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            """
            SELECT sku, price, initial_stock, stock, (SELECT coalesce(max(serial), 0) FROM units WHERE units.sku = products.sku)
            FROM products WHERE sku = ANY ($1)
            """,
            [SqlValue.Texts([.. items.Select(item => item.Sku.Value)])],
            row => (Sku: row.GetString(0), Shelf: new Shelf(row.GetDecimal(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4))),
            cancellationToken)).ToDictionary(row => row.Sku, row => row.Shelf, StringComparer.Ordinal);

    /// <summary>Writes key, order and units, the next serials after those that were read.</summary>
    /// <returns>Null if somebody else was first; nothing was written.</returns>
    public async Task<OrderAnswer?> TryInsertAsync(
        OrderRequest request, IReadOnlyDictionary<string, Shelf> shelves, CancellationToken cancellationToken)
    {
        var units = request.Items.SelectMany(item => Enumerable.Range(shelves[item.Sku.Value].Sold + 1, item.Quantity)
            .Select(serial => new { sku = item.Sku.Value, serial, price = shelves[item.Sku.Value].Price }));
        try
        {
            var ids = await postgres.QueryAsync(
                """
                WITH sold AS (SELECT * FROM jsonb_to_recordset($5) AS unit (sku text, serial integer, price numeric)),
                placed AS (
                  INSERT INTO orders (username, key, total, cart_version) SELECT $1, $2, sum(price), $4 FROM sold RETURNING id),
                known AS (INSERT INTO order_keys (username, key, fingerprint, order_id) SELECT $1, $2, $3, id FROM placed),
                listed AS (INSERT INTO units (sku, serial, order_id, price) SELECT sku, serial, id, price FROM placed, sold)
                SELECT id FROM placed
                """,
                [
                    SqlValue.Text(request.Username),
                    SqlValue.Text(request.Key),
                    SqlValue.Text(request.Fingerprint),
                    new() { Value = (object?)request.CartVersion ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                    SqlValue.Json(JsonSerializer.Serialize(units)),
                ],
                row => row.GetInt64(0),
                cancellationToken);
            return await AnswerAsync("placed", ids[0], request, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    /// <summary>Takes what was sold off the stock, which never falls below nothing.</summary>
    public async Task DecrementAsync(OrderRequest request, CancellationToken cancellationToken)
    {
        foreach (var item in request.Items)
        {
            await postgres.ExecuteAsync(
                "UPDATE products SET stock = greatest(stock - $1, 0) WHERE sku = $2",
                [SqlValue.Integer(item.Quantity), SqlValue.Text(item.Sku.Value)],
                cancellationToken);
        }
    }

    public static OrderAnswer Refused(string outcome, string? sku = null) => new(outcome, sku, Order: null, CartVersion: null);

    /// <returns>Why the items cannot be sold; null if they can.</returns>
    public static OrderAnswer? RefusalOf(
        OrderRequest request, IReadOnlyDictionary<string, Shelf> shelves, Func<Shelf, int> available)
    {
        if (request.Items.Count == 0)
        {
            return Refused("cart-empty");
        }

        foreach (var item in request.Items)
        {
            if (!shelves.TryGetValue(item.Sku.Value, out var shelf))
            {
                return Refused("unknown-product", item.Sku.Value);
            }

            if (available(shelf) < item.Quantity)
            {
                return Refused("sold-out", item.Sku.Value);
            }
        }

        return null;
    }

    private async Task<OrderAnswer> AnswerAsync(string outcome, long id, OrderRequest request, CancellationToken cancellationToken) =>
        new(outcome, RefusedSku: null, await table.FindAsync(id, cancellationToken), request.CartVersion);
}

/// <summary>A product as an order sees it.</summary>
/// <param name="Price">Of one unit.</param>
/// <param name="InitialStock">Units there were.</param>
/// <param name="Stock">Units left, as the product says.</param>
/// <param name="Sold">The last serial.</param>
internal sealed record Shelf(decimal Price, int InitialStock, int Stock, int Sold);
