namespace AspireStateless.LoadTests.Workloads;

/// <summary>A request that the contract refuses in whatever state the service is, with the status that it gives.</summary>
/// <param name="Path">As in the contract's document.</param>
internal sealed record Refusal(string Method, string Path, int Status)
{
    public const string Key = "Idempotency-Key";
    public const string Condition = "If-Match";

    /// <summary>A name as no parameter takes it.</summary>
    private const string Bad = "no.name";
    private const string PlainText = "text/plain";

    /// <summary>What is asked for: the path unless given; <c>{sku}</c> and <c>{page}</c> are filled in.</summary>
    public string? Sent { get; init; }
    public Asker By { get; init; } = Asker.User;
    public string Body { get; init; } = "{}";
    public string MediaType { get; init; } = "application/json";

    /// <summary>The header that it is sent with; null for none.</summary>
    public string? Header { get; init; }

    /// <summary>Its value; null for a new key, or for any version.</summary>
    public string? Value { get; init; }

    public string Operation => $"{Method} {Path}";

    public static IReadOnlyList<Refusal> All { get; } =
    [
        .. Plain(Visits(400) with { Sent = $"/visits/{Bad}" }, Visits(413) with { Body = Large },
            Visits(415) with { MediaType = PlainText }),
        Visits(400) with { Header = Key, Value = Bad },
        new("GET", "/visits/{page}", 400) { Sent = $"/visits/{Bad}", By = Asker.Nobody },
        new("POST", "/users", 400) { By = Asker.Nobody },
        new("POST", "/users", 409) { By = Asker.Admin, Body = """{"username":"admin","password":"taken already"}""" },
        new("POST", "/users", 415) { By = Asker.Admin, MediaType = PlainText },
        new("POST", "/login", 400) { By = Asker.Nobody },
        new("POST", "/login", 401) { By = Asker.Nobody, Body = """{"username":"nobody-at-all","password":"not a password"}""" },
        new("POST", "/login", 415) { By = Asker.Nobody, MediaType = PlainText },
        new("PUT", "/password", 400),
        new("PUT", "/password", 401) { By = Asker.Nobody },
        new("PUT", "/password", 415) { MediaType = PlainText },
        .. Nobody(("GET", "/data"), ("GET", "/session"), ("POST", "/logout"), ("GET", "/cart"), ("GET", "/orders/{id}"), ("GET", "/orders"),
            ("GET", "/jobs/visits/ticks"), ("GET", "/replica/counters"), ("PUT", "/products/{sku}")),
        .. NotAdmin(("GET", "/orders"), ("GET", "/jobs/visits/ticks"), ("GET", "/replica/counters"), ("PUT", "/products/{sku}")),
        .. Plain(Session(400) with { Body = BadField }, Session(401) with { By = Asker.Nobody },
            Session(409) with { Body = ManyFields }, Session(415) with { MediaType = PlainText }),
        Session(400) with { Header = Condition, Value = Bad },
        Session(412) with { Header = Condition, Value = "\"998\"", Body = """{"fields":{"c":"x"}}""" },
        .. Plain(Cart("PUT", 400) with { Body = """{"quantity":-1}""" }, Cart("PUT", 401) with { By = Asker.Nobody },
            Cart("PUT", 409) with { By = Asker.FullCart }, Cart("PUT", 415) with { MediaType = PlainText },
            Cart("DELETE", 400) with { Sent = $"/cart/items/{Bad}" }, Cart("DELETE", 401) with { By = Asker.Nobody },
            Cart("DELETE", 415) with { MediaType = PlainText }),
        Cart("PUT", 400) with { Header = Key, Value = Bad },
        new("GET", "/products", 400) { Sent = $"/products?after={Bad}", By = Asker.Nobody },
        new("GET", "/products/{sku}", 400) { Sent = $"/products/{Bad}", By = Asker.Nobody },
        new("GET", "/products/{sku}", 404) { Sent = "/products/NO-SUCH-PRODUCT", By = Asker.Nobody },
        new("PUT", "/products/{sku}", 400) { By = Asker.Admin },
        new("PUT", "/products/{sku}", 415) { By = Asker.Admin, MediaType = PlainText },
        new("PUT", "/products/{sku}", 422) { By = Asker.Admin, Body = """{"name":"x","price":1,"stock":1}""" },
        new("POST", "/orders", 400),
        Order(400) with { Body = """{"items":[]}""" },
        Order(401) with { By = Asker.Nobody },
        Order(409) with { Body = """{"items":[{"sku":"{sku}","quantity":1}]}""" },
        Order(415) with { MediaType = PlainText },
        Order(422) with { Body = """{"items":[{"sku":"NO-SUCH-PRODUCT","quantity":1}]}""" },
        new("GET", "/orders/{id}", 400) { Sent = $"/orders/{Bad}" },
        new("GET", "/orders/{id}", 404) { Sent = $"/orders/{long.MaxValue}" },
        new("GET", "/orders", 400) { Sent = $"/orders?after={Bad}", By = Asker.Admin },
        new("GET", "/jobs/visits/ticks", 400) { Sent = "/jobs/visits/ticks?after=-1", By = Asker.Admin },
        new("GET", "/operations/{key}", 400) { Sent = $"/operations/k1?path=/{Bad}", By = Asker.Nobody },
        new("GET", "/operations/{key}", 401) { Sent = "/operations/k1?path=/orders", By = Asker.Nobody },
    ];

    private const string BadField = """{"fields":{"no.name":"x"}}""";

    private static string Large => $"{{{new string(' ', 1024)}}}";

    // More than any session takes.
    private static string ManyFields =>
        $"{{\"fields\":{{{string.Join(',', Enumerable.Range(0, 257).Select(number => $"\"x{number}\":\"\""))}}}}}";

    private static Refusal Visits(int status) => new("POST", "/visits/{page}", status) { By = Asker.Nobody };

    private static Refusal Session(int status) => new("PATCH", "/session", status);

    private static Refusal Cart(string method, int status) =>
        new(method, "/cart/items/{sku}", status) { Body = method == "PUT" ? """{"quantity":1}""" : "{}" };

    private static Refusal Order(int status) => new("POST", "/orders", status) { Header = Key };

    /// <summary>Each without the header that its operation takes, and with it.</summary>
    private static IEnumerable<Refusal> Plain(params Refusal[] refusals) => refusals.SelectMany(refusal => new[]
    {
        refusal, refusal with { Header = refusal.Path == "/session" ? Condition : Key },
    });

    private static IEnumerable<Refusal> Nobody(params (string Method, string Path)[] operations) =>
        operations.Select(operation => new Refusal(operation.Method, operation.Path, 401) { By = Asker.Nobody });

    private static IEnumerable<Refusal> NotAdmin(params (string Method, string Path)[] operations) =>
        operations.Select(operation => new Refusal(operation.Method, operation.Path, 403));
}

/// <summary>Who sends a request.</summary>
internal enum Asker
{
    Nobody,
    User,

    /// <summary>A user whose cart takes no product more.</summary>
    FullCart,
    Admin,
}
