using AspireStateless.LoadTests.Performance.Benches.Service;
using AspireStateless.LoadTests.Performance.Gates.Costs;

namespace AspireStateless.LoadTests.Performance.Benches.Growth;

/// <summary>What a store has many of, written past the service and in its own format: a million requests would take too long.</summary>
/// <param name="Name">In the plural.</param>
/// <param name="Request">Whose cost is asked for. It makes none of them, but for orders.</param>
/// <param name="FillAsync">Makes as many as the host is to have.</param>
/// <param name="BytesAsync">What the store takes for all of its kind, and for whatever is beside them.</param>
/// <param name="CountAsync">How many there are.</param>
internal sealed record ObjectKind(
    string Name,
    CountedRequest Request,
    Func<GrownHost, CancellationToken, Task> FillAsync,
    Func<GrownHost, CancellationToken, Task<double>> BytesAsync,
    Func<GrownHost, CancellationToken, Task<double>> CountAsync)
{
    // Visits of pages that all have been visited: a new one beyond Visits:MaxPages would be refused.
    private const string Pages = """
        for i = 0, 999 do redis.call('HSET', '{visits}:pages', 'page-' .. string.format('%.0f', ARGV[1] * 1000 + i), 1) end
        return 'OK'
        """;

    private const string OrderBytes =
        "SELECT sum(pg_total_relation_size(name)) FROM unnest(ARRAY['orders', 'units', 'order_keys']::regclass[]) AS name";

    public static IReadOnlyList<ObjectKind> All { get; } =
    [
        new("sessions", CountedRequests.Named("GET /session"), FillSessionsAsync, RedisBytesAsync, AsManyAsync),
        new("pages", CountedRequests.Named("POST /visits/{page}"), FillPagesAsync, RedisBytesAsync, AsManyAsync),
        new("orders", CountedRequests.Named("POST /orders of items"), FillOrdersAsync,
            (host, cancellationToken) => host.Postgres.NumberAsync(OrderBytes, cancellationToken),
            (host, cancellationToken) => host.Postgres.NumberAsync("SELECT count(*) FROM orders", cancellationToken)),
    ];

    // One unit each, of the products that are bought while it is measured; keys as long as the measured ones, in no order.
    private static string Orders(int count) => $"""
        INSERT INTO orders (username, key, total)
          SELECT 'away-' || n % 10000, md5(n::text) || '-key', 2.5 FROM generate_series(1, {count}) AS n;
        INSERT INTO units (sku, serial, order_id, price)
          SELECT 'GATE-' || id % 16, row_number() OVER (PARTITION BY id % 16 ORDER BY id), id, 2.5 FROM orders;
        INSERT INTO order_keys (username, key, fingerprint, order_id) SELECT username, key, repeat('f', 64), id FROM orders;
        UPDATE products SET stock = initial_stock - (SELECT count(*) FROM units WHERE units.sku = products.sku) WHERE sku LIKE 'GATE-%'
        """;

    private static Task FillSessionsAsync(GrownHost host, CancellationToken cancellationToken) =>
        host.Redis.RepeatAsync(SessionRows.Fill, host.Count / 1000, cancellationToken);

    private static Task FillPagesAsync(GrownHost host, CancellationToken cancellationToken) =>
        host.Redis.RepeatAsync(Pages, host.Count / 1000, cancellationToken);

    private static async Task FillOrdersAsync(GrownHost host, CancellationToken cancellationToken)
    {
        await host.Postgres.AskAsync(Orders(host.Count), cancellationToken);
        // What it would do by itself in a while falls into no round so.
        await host.Postgres.AskAsync("VACUUM ANALYZE", cancellationToken);
        await host.Postgres.AskAsync("CHECKPOINT", cancellationToken);
    }

    private static Task<double> RedisBytesAsync(GrownHost host, CancellationToken cancellationToken) =>
        host.Redis.UsedMemoryAsync(cancellationToken);

    private static Task<double> AsManyAsync(GrownHost host, CancellationToken cancellationToken) => Task.FromResult<double>(host.Count);
}
