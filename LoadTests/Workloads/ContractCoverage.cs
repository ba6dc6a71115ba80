namespace AspireStateless.LoadTests.Workloads;

/// <summary>Which workload sends what of the contract, and which promise judges the answer; what no run can send, and why.</summary>
/// <param name="Operation">Method and path, as in the contract's document.</param>
/// <param name="Header">The request header that it is sent with; empty for none.</param>
/// <param name="By">The workload, or what else sends it.</param>
/// <param name="Judged">The promise, or why there is none.</param>
internal sealed record ContractCoverage(string Operation, string Header, int Status, string By, string Judged)
{
    private const string Contracts = "contracts";
    private const string Contract = "Contract";
    private const string Nothing = "nothing";
    private const int StoreAway = 503;

    private static readonly ContractCoverage[] Done =
    [
        new("POST /visits/{page}", Refusal.Key, 200, "visits", "Visits"),
        new("POST /visits/{page}", "", 200, Contracts, Contract),
        new("GET /visits/{page}", "", 200, "visits", "Visits"),
        new("POST /users", "", 201, WorkloadCatalog.Throttles, "Throttles"),
        new("POST /login", "", 200, "tokens", "Tokens"),
        new("PUT /password", "", 204, "tokens", "Tokens"),
        new("GET /data", "", 200, "tokens", "Tokens"),
        new("GET /session", "", 200, "sessions", "Sessions"),
        new("PATCH /session", "", 200, "sessions", "Sessions"),
        new("PATCH /session", Refusal.Condition, 200, Contracts, Contract),
        new("POST /logout", "", 204, "tokens", "Tokens"),
        new("GET /cart", "", 200, "carts", "Carts"),
        new("PUT /cart/items/{sku}", Refusal.Key, 200, "carts", "Carts"),
        new("PUT /cart/items/{sku}", "", 200, Contracts, Contract),
        new("DELETE /cart/items/{sku}", Refusal.Key, 200, Contracts, Contract),
        new("DELETE /cart/items/{sku}", "", 200, Contracts, Contract),
        new("GET /products", "", 200, Contracts, Contract),
        new("GET /products/{sku}", "", 200, "catalog", "Catalog"),
        new("PUT /products/{sku}", "", 200, "catalog", "Catalog"),
        new("PUT /products/{sku}", "", 201, "orders", "Orders"),
        new("POST /orders", Refusal.Key, 201, "orders", "Orders"),
        new("POST /orders", Refusal.Key, 200, "orders", "Orders"),
        new("GET /orders/{id}", "", 200, Contracts, Contract),
        new("GET /orders", "", 200, Contracts, Contract),
        new("GET /jobs/visits/ticks", "", 200, "jobs", "Jobs"),
        new("GET /operations/{key}", "", 200, "every one with keys", "each of their promises"),
        new("GET /replica", "", 200, "every run", "by it others are judged: its limits and lifetimes"),
        new("GET /replica/counters", "", 200, "every run", "the report: do the counts agree"),
        new("PUT /cart/items/{sku}", Refusal.Key, 422, Contracts, Contract),
        new("POST /users", "", 429, WorkloadCatalog.Throttles, "Throttles"),
        new("POST /login", "", 429, WorkloadCatalog.Throttles, "Throttles"),
        new("PUT /password", "", 429, WorkloadCatalog.Throttles, "Throttles"),
    ];

    private static readonly ContractCoverage[] Impossible =
    [
        new("POST /visits/{page}", "", 409, Nothing, "it takes Visits:MaxPages pages, and then no other workload has one"),
        new("POST /visits/{page}", Refusal.Key, 409, Nothing, "it takes Visits:MaxPages pages, and then no other workload has one"),
        new("PATCH /session", "", 412, Nothing, "only a condition can fail"),
        new("PUT /cart/items/{sku}", "", 422, Nothing, "only a key can be reused"),
        new("DELETE /cart/items/{sku}", "", 409, Nothing, "only in the moment in which an order holds the cart"),
        new("DELETE /cart/items/{sku}", Refusal.Key, 409, Nothing, "only in the moment in which an order holds the cart"),
        new("DELETE /cart/items/{sku}", "", 422, Nothing, "only a key can be reused"),
        new("DELETE /cart/items/{sku}", Refusal.Key, 422, Nothing, "a deletion has no content, so no other one either"),
        new("PUT /products/{sku}", "", 409, Nothing, "it takes a write that is slower than Catalog:PendingMax"),
    ];

    /// <summary>All that is declared, and for what is sent at all what is answered while a store is away.</summary>
    public static IReadOnlyList<ContractCoverage> All { get; } =
    [
        .. Done,
        .. Refusal.All.Select(refusal => new ContractCoverage(
            refusal.Operation, refusal.Header ?? "", refusal.Status, Contracts, Contract)).Distinct(),
        .. Impossible,
        // Who a replica is it says without a store.
        .. Done.Where(sent => sent.Status < 300 && sent.Operation != "GET /replica")
            .Select(sent => sent with { Status = StoreAway, Judged = "Stores down" })
            .DistinctBy(sent => (sent.Operation, sent.Header)),
    ];
}
