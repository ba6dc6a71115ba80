using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>The contract is machine-readable: every operation, the rules of its input, and the ways in which it fails.</summary>
public sealed class OpenApiTests(HostPair hosts) : IClassFixture<HostPair>, IAsyncLifetime
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private JsonObject _document = [];

    private JsonObject Paths => _document["paths"]!.AsObject();

    public async ValueTask InitializeAsync() =>
        _document = (await hosts.Client.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!;

    [Fact]
    public void The_document_lists_every_operation()
    {
        var operations =
            Paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));

        Assert.Equal(
            [
                "DELETE /cart/items/{sku}", "GET /cart", "GET /data", "GET /jobs/visits/ticks", "GET /operations/{key}", "GET /orders",
                "GET /orders/{id}", "GET /products", "GET /products/{sku}", "GET /replica", "GET /replica/counters", "GET /session",
                "GET /visits/{page}",
                "PATCH /session", "POST /login", "POST /logout", "POST /orders", "POST /users", "POST /visits/{page}",
                "PUT /cart/items/{sku}", "PUT /password", "PUT /products/{sku}",
            ],
            operations.Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// What changes of the contract is seen where it is read; the load tests' table of it is made from this file.
    /// <c>RENEW_DOCS=1</c> writes it.
    /// </summary>
    [Fact]
    public async Task The_document_in_docs_is_the_one_that_is_served()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root.GetFiles("AspireStateless.sln").Length == 0)
        {
            root = root.Parent!;
        }

        var path = Path.Combine(root.FullName, "docs", "openapi.json");
        var served = _document.ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable("RENEW_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, served, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), served);
    }

    [Fact]
    public void Parameters_and_fields_carry_their_rules()
    {
        var parameters = Paths["/visits/{page}"]!["post"]!["parameters"]!.AsArray();

        Assert.Equal(["Idempotency-Key", "page"], parameters.Select(parameter => (string)parameter!["name"]!).Order());
        var page = parameters.Single(parameter => (string?)parameter!["name"] == "page")!;
        Assert.Equal("^[a-z0-9-]{1,64}$", (string?)page["schema"]!["pattern"]);
        Assert.Contains("^[a-z0-9-]{3,32}$", SchemaOf("/users", "post").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operation_states_its_problems_with_an_example_of_each()
    {
        var responses = Paths["/orders"]!["post"]!["responses"]!.AsObject();

        Assert.Equal(["200", "201", "400", "401", "409", "415", "422", "503"], responses.Select(response => response.Key).Order());
        var conflicts = responses["409"]!["content"]!["application/problem+json"]!["examples"]!.AsObject();
        Assert.Equal(["cart-empty", "order-cancelled", "order-in-progress", "sold-out"], conflicts.Select(example => example.Key).Order());
        Assert.Equal("https://aspirestateless.dev/problems/sold-out", (string?)conflicts["sold-out"]!["value"]!["type"]);
        Assert.True((bool?)conflicts["sold-out"]!["value"]!["definite"]);
    }

    [Fact]
    public void Operations_that_need_a_session_say_so_and_the_others_do_not()
    {
        Assert.NotNull(Paths["/cart"]!["get"]!["security"]);
        Assert.NotNull(Paths["/jobs/visits/ticks"]!["get"]!["security"]);
        Assert.Null(Paths["/login"]!["post"]!["security"]);
        Assert.Null(Paths["/visits/{page}"]!["post"]!["security"]);
    }

    [Theory]
    [InlineData("/users", "post")]
    [InlineData("/login", "post")]
    [InlineData("/password", "put")]
    [InlineData("/session", "patch")]
    [InlineData("/products/{sku}", "put")]
    [InlineData("/cart/items/{sku}", "put")]
    [InlineData("/orders", "post")]
    public void Every_body_has_an_example(string path, string method) =>
        Assert.NotEmpty(SchemaOf(path, method)["examples"]!.AsArray());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private JsonNode SchemaOf(string path, string method)
    {
        var schema = Paths[path]![method]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        return (string?)schema["$ref"] is { } reference
            ? WithReferences(_document["components"]!["schemas"]![reference.Split('/')[^1]]!)
            : schema;
    }

    // The schemas of the fields are references as well.
    private JsonNode WithReferences(JsonNode schema)
    {
        var whole = schema.DeepClone();
        foreach (var (_, property) in whole["properties"]?.AsObject().ToArray() ?? [])
        {
            if ((string?)property!["$ref"] is { } reference)
            {
                property.ReplaceWith(_document["components"]!["schemas"]![reference.Split('/')[^1]]!.DeepClone());
            }
        }

        return whole;
    }
}
