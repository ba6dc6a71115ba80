using System.Text.Json.Nodes;
using AspireStateless.Api.Accounts;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Sessions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AspireStateless.Api.Documents;

/// <summary>A body that works, for every operation that takes one; the same as in <c>Api.http</c>.</summary>
internal static class BodyExamples
{
    private static readonly Dictionary<Type, string> Examples = new()
    {
        [typeof(Credentials)] = """{ "username": "ada-lovelace", "password": "correct horse battery" }""",
        [typeof(LoginRequest)] = """{ "username": "ada-lovelace", "password": "correct horse battery", "location": "London" }""",
        [typeof(PasswordChange)] = """{ "currentPassword": "correct horse battery", "newPassword": "battery staple horse" }""",
        [typeof(SessionFields)] = """{ "fields": { "location": "Turin", "theme": "dark", "old-field": null } }""",
        [typeof(ProductInput)] = """{ "name": "Mug", "price": 9.50, "stock": 100 }""",
        [typeof(CartQuantity)] = """{ "quantity": 2 }""",
        [typeof(OrderBody)] = """{ "items": [{ "sku": "MUG", "quantity": 1 }] }""",
    };

    public static Task AddAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is null && Examples.TryGetValue(context.JsonTypeInfo.Type, out var example))
        {
            schema.Examples = [JsonNode.Parse(example)!];
        }

        return Task.CompletedTask;
    }
}
