using AspireStateless.LoadTests.Performance.Gates.Pairs;

namespace AspireStateless.LoadTests.Performance.Gates.Costs;

/// <summary>The fixed list: every family of endpoints, with what differs in cost.</summary>
internal static class CountedRequests
{
    private const string Password = "a-password-to-count";
    private static readonly CountedRequest SignUp = new("POST /users", HttpMethod.Post, _ => "/users")
    {
        As = Caller.Admin,
        Body = n => new { username = $"counted-{n}", password = Password },
        Status = 201,
    };

    private static readonly CountedRequest LogIn = new("POST /login", HttpMethod.Post, _ => "/login")
    {
        Body = n => new { username = SlotUsers.Name(n % PairedPlan.Subjects), password = SlotUsers.Password(n % PairedPlan.Subjects) },
        Gives = "token",
    };

    private static readonly CountedRequest LogInAnew = LogIn with
    {
        Before = SignUp,
        Body = n => new { username = $"counted-{n}", password = Password },
    };

    private static readonly CountedRequest FillCart = new("PUT /cart/items/{sku}", HttpMethod.Put, n => $"/cart/items/{Sku(n)}")
    {
        As = Caller.User,
        Body = _ => new { quantity = 2 },
    };

    private static readonly CountedRequest Order = new("POST /orders of items", HttpMethod.Post, _ => "/orders")
    {
        As = Caller.User,
        Keyed = true,
        Body = n => new { items = new[] { new { sku = Sku(n), quantity = 1 } } },
        Status = 201,
    };

    // Which of two stores answers first decides what has to wait for the other: 4 % more were seen beside other programs.
    private const double TwoStoresAtOnce = 0.06;

    public static readonly IReadOnlyList<CountedRequest> All =
    [
        new("GET /", HttpMethod.Get, _ => "/"),
        new("GET / logged in", HttpMethod.Get, _ => "/") { As = Caller.User },
        new("POST /visits/{page}", HttpMethod.Post, Page) { Body = _ => new { } },
        new("POST /visits/{page} with a key", HttpMethod.Post, Page) { Body = _ => new { }, Keyed = true },
        new("GET /visits/{page}", HttpMethod.Get, Page),
        SignUp,
        LogIn,
        new("POST /logout", HttpMethod.Post, _ => "/logout") { Before = LogIn, As = Caller.Fresh, Body = _ => new { }, Status = 204 },
        new("PUT /password", HttpMethod.Put, _ => "/password")
        {
            Before = LogInAnew,
            As = Caller.Fresh,
            Body = n => new { currentPassword = Password, newPassword = $"{Password}-{n}" },
            Status = 204,
        },
        new("GET /data", HttpMethod.Get, _ => "/data") { As = Caller.User },
        new("GET /session", HttpMethod.Get, _ => "/session") { As = Caller.User },
        new("PATCH /session", HttpMethod.Patch, _ => "/session") { As = Caller.User, Body = n =>
            new { fields = new { location = $"place {n}" } } },
        new("GET /cart", HttpMethod.Get, _ => "/cart") { As = Caller.User },
        FillCart,
        FillCart with { Name = "PUT /cart/items/{sku} with a key", Keyed = true },
        new("DELETE /cart/items/{sku}", HttpMethod.Delete, n => $"/cart/items/{Sku(n)}") { Before = FillCart, As = Caller.User, Body = _ =>
            new { } },
        new("GET /products", HttpMethod.Get, _ => "/products"),
        new("GET /products/{sku}", HttpMethod.Get, n => $"/products/{Sku(n)}") { Tolerance = TwoStoresAtOnce },
        new("GET /products/{sku} of none", HttpMethod.Get, _ => "/products/NOT-THERE") { Status = 404, Tolerance = TwoStoresAtOnce },
        new("PUT /products/{sku}", HttpMethod.Put, n => $"/products/{Sku(n)}") { As = Caller.Admin, Body = n =>
            new { name = $"thing {n}", price = 3.5m } },
        Order,
        new("POST /orders of the cart", HttpMethod.Post, _ => "/orders") { Before = FillCart, As = Caller.User, Keyed = true, Body = _ =>
            new { }, Status = 201 },
        new("GET /orders/{id}", HttpMethod.Get, _ => "/orders/{given}") { Before = Order with { Gives = "id" }, As = Caller.User },
        new("GET /orders", HttpMethod.Get, n => $"/orders?sku={Sku(n)}&after=1000000") { As = Caller.Admin },
        new("GET /jobs/visits/ticks", HttpMethod.Get, _ => "/jobs/visits/ticks?after=1000000") { As = Caller.Admin },
        new("GET /operations/{key}", HttpMethod.Get, n => $"/operations/never-{n}?path=/visits/home"),
        new("GET /replica", HttpMethod.Get, _ => "/replica"),
        new("GET /alive", HttpMethod.Get, _ => "/alive"),
        new("GET /health", HttpMethod.Get, _ => "/health"),
        new("GET /openapi/v1.json", HttpMethod.Get, _ => "/openapi/v1.json"),
    ];

    /// <param name="name">As in the list.</param>
    public static CountedRequest Named(string name) => All.Single(request => request.Name == name);

    private static string Page(int n) => $"/visits/page-{n % PairedPlan.Subjects}";

    private static string Sku(int n) => SlotUsers.Sku(n % PairedPlan.Subjects);
}
