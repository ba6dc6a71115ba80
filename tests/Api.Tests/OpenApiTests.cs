using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>The contract is machine-readable, rules of input included.</summary>
public sealed class OpenApiTests(Stores stores)
{
    [Fact]
    public async Task The_document_lists_every_operation_with_the_rules_of_its_input()
    {
        using var host = new ApiHost(stores);
        using var client = host.CreateClient();

        var document = (await client.GetFromJsonAsync<JsonObject>("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        var paths = document["paths"]!.AsObject();
        Assert.Equal(["/operations/{key}", "/replica", "/visits/{page}"], paths.Select(path => path.Key).Order());
        var parameters = paths["/visits/{page}"]!["post"]!["parameters"]!.AsArray();
        Assert.Equal(["Idempotency-Key", "page"], parameters.Select(parameter => (string)parameter!["name"]!).Order());
        Assert.Equal("^[a-z0-9-]{1,64}$", (string?)parameters.Single(parameter => (string?)parameter!["name"] == "page")!["schema"]!["pattern"]);
        Assert.Equal(
            ["200", "400", "409", "413", "415", "503"],
            paths["/visits/{page}"]!["post"]!["responses"]!.AsObject().Select(response => response.Key).Order());
    }
}
