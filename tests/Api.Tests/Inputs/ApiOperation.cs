using System.Text.Json.Nodes;

namespace AspireStateless.Api.Tests.Inputs;

/// <summary>What the OpenAPI document says of an operation that a request can break.</summary>
/// <param name="Body">An object that it takes; null where it takes none.</param>
/// <param name="Queries">Names of its parameters in the query.</param>
/// <param name="Headers">Names of its headers.</param>
internal sealed record ApiOperation(
    string Method, string Path, bool NeedsSession, string? Body, IReadOnlyList<string> Queries, IReadOnlyList<string> Headers)
{
    public override string ToString() => $"{Method} {Path}";

    public static IReadOnlyList<ApiOperation> Of(JsonObject document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new ApiOperation(
               operation.Key.ToUpperInvariant(),
               path.Key,
               operation.Value!["security"] is not null,
               BodyOf(operation.Value, document),
               ParametersOf(operation.Value, "query"),
               ParametersOf(operation.Value, "header")),
    ];

    private static IReadOnlyList<string> ParametersOf(JsonNode operation, string place) =>
    [
        .. from parameter in operation["parameters"]?.AsArray() ?? []
           where (string?)parameter!["in"] == place
           select (string)parameter["name"]!,
    ];

    private static string? BodyOf(JsonNode operation, JsonObject document)
    {
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema)
        {
            return null;
        }

        var whole = (string?)schema["$ref"] is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;
        return whole["examples"]?[0]?.ToJsonString() ?? "{}";
    }
}
