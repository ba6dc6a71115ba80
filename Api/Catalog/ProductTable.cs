using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Postgres;
using Npgsql;

namespace AspireStateless.Api.Catalog;

/// <summary>The products, in Postgres. Every method throws <see cref="StoreUnavailableException"/>.</summary>
/// <remarks>Reads of single products that come at once share a query, which begins after each of them.</remarks>
internal sealed class ProductTable(PostgresStore postgres)
{
    private const int ListMax = 100;

    private const string Columns = "sku, name, price, version, stock";

    private const int BatchItemsMax = 128;

    // While one is answered, the next is asked.
    private const int BatchStatementsMax = 2;

    private readonly StoreBatcher<Sku, Product?> _reading = postgres.Batch<Sku, Product?>(
        "SELECT products", (skus, limit) => ReadAsync(postgres, skus, limit), BatchItemsMax, BatchStatementsMax);

    /// <summary>Creates a product.</summary>
    /// <returns>Null if it exists.</returns>
    public async Task<Product?> AddAsync(Sku sku, ProductInput input, int stock, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            $"""
            INSERT INTO products (sku, name, price, initial_stock, stock) VALUES ($1, $2, $3, $4, $4)
            ON CONFLICT DO NOTHING RETURNING {Columns}
            """,
            [SqlValue.Text(sku.Value), SqlValue.Text(input.Name.Value), SqlValue.Numeric(input.Price), SqlValue.Integer(stock)],
            ReadProduct,
            cancellationToken)).SingleOrDefault();

    public Task<IReadOnlyList<Product>> ListAsync(Sku? after, CancellationToken cancellationToken) =>
        postgres.QueryAsync(
            $"SELECT {Columns} FROM products WHERE sku > $1 ORDER BY sku LIMIT $2",
            [SqlValue.Text(after?.Value ?? ""), SqlValue.Integer(ListMax)],
            ReadProduct,
            cancellationToken);

    /// <returns>The product with the units left, at this moment; null if there is none.</returns>
    public Task<Product?> ReadAsync(Sku sku, CancellationToken cancellationToken) => _reading.CallAsync(sku, cancellationToken);

    /// <returns>Name and price, at this moment; null if there is no such product.</returns>
    public async Task<ProductDetails?> ReadDetailsAsync(Sku sku, CancellationToken cancellationToken) =>
        await ReadAsync(sku, cancellationToken) is { } product ? new(product.Name, product.Price, product.Version) : null;

    /// <returns>What a write has to name; null if there is no such product.</returns>
    public async Task<long?> ReadFenceAsync(Sku sku, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            "SELECT fence FROM products WHERE sku = $1", [SqlValue.Text(sku.Value)], row => (long?)row.GetInt64(0), cancellationToken))
        .SingleOrDefault();

    /// <summary>Replaces name and price.</summary>
    /// <param name="fence">As it was when the write began.</param>
    /// <returns>Null if the fence was raised since: then nothing was written.</returns>
    public async Task<Product?> ReplaceAsync(Sku sku, ProductInput input, long fence, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            $"""
            UPDATE products SET name = $1, price = $2, version = version + 1 WHERE sku = $3 AND fence = $4
            RETURNING {Columns}
            """,
            [SqlValue.Text(input.Name.Value), SqlValue.Numeric(input.Price), SqlValue.Text(sku.Value), SqlValue.Bigint(fence)],
            ReadProduct,
            cancellationToken)).SingleOrDefault();

    /// <summary>Raises the fence: no write that began before can commit any more.</summary>
    /// <returns>The product after all that could; null if there is none.</returns>
    public async Task<ProductDetails?> RaiseFenceAsync(Sku sku, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            "UPDATE products SET fence = fence + 1 WHERE sku = $1 RETURNING sku, name, price, version",
            [SqlValue.Text(sku.Value)],
            ReadDetails,
            cancellationToken)).SingleOrDefault();

    private static async Task<IReadOnlyList<Product?>> ReadAsync(PostgresStore postgres, IReadOnlyList<Sku> skus, TimeSpan limit)
    {
        var products = await postgres.QueryAsync(
            $"SELECT {Columns} FROM products WHERE sku = ANY ($1)",
            [SqlValue.Texts([.. skus.Select(sku => sku.Value).Distinct(StringComparer.Ordinal)])],
            ReadProduct,
            limit,
            CancellationToken.None);
        var found = products.ToDictionary(product => product.Sku);
        return [.. skus.Select(sku => found.GetValueOrDefault(sku))];
    }

    private static Product ReadProduct(NpgsqlDataReader row) =>
        new(SkuOf(row), NameOf(row), row.GetDecimal(2), row.GetInt64(3), row.GetInt32(4));

    private static ProductDetails ReadDetails(NpgsqlDataReader row) => new(NameOf(row), row.GetDecimal(2), row.GetInt64(3));

    private static Sku SkuOf(NpgsqlDataReader row) => Sku.Parse(row.GetString(0), provider: null);

    private static ProductName NameOf(NpgsqlDataReader row) => ProductName.Parse(row.GetString(1), provider: null);
}
