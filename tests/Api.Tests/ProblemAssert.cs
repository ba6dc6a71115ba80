using System.Net;
using System.Text.Json.Nodes;

namespace AspireStateless.Api.Tests;

internal static class ProblemAssert
{
    /// <summary>Checks the members that every problem has.</summary>
    /// <returns>The document.</returns>
    public static async Task<JsonObject> IsAsync(HttpResponseMessage response, HttpStatusCode statusCode, string type, bool definite)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(statusCode == response.StatusCode, $"Expected {statusCode}, got {response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal("https://aspirestateless.dev/problems/" + type, (string?)problem["type"]);
        Assert.Equal((int)statusCode, (int?)problem["status"]);
        Assert.Equal(definite, (bool?)problem["definite"]);
        return problem;
    }
}
