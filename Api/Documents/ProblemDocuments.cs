using System.Text.Json.Nodes;
using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AspireStateless.Api.Documents;

/// <summary>States of every operation which problems it answers with, each with an example.</summary>
internal static class ProblemDocuments
{
    public static Task StateAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var refusals = context.Description.ActionDescriptor.EndpointMetadata.OfType<RefusalMetadata>()
            .Select(refusal => refusal.ProblemType)
            .Distinct()
            .GroupBy(type => type.StatusCode);
        foreach (var sameStatus in refusals)
        {
            if (operation.Responses?.GetValueOrDefault(sameStatus.Key.ToString(provider: null)) is not OpenApiResponse response)
            {
                continue;
            }

            response.Description = string.Join("; ", sameStatus.Select(type => $"{type.Slug}: {type.Title}")) + ".";
            foreach (var content in response.Content?.Values ?? [])
            {
                content.Examples = sameStatus.ToDictionary(
                    type => type.Slug, type => (IOpenApiExample)new OpenApiExample { Value = ExampleOf(type) }, StringComparer.Ordinal);
            }
        }

        return Task.CompletedTask;
    }

    public static Task StateAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            schema.Properties["definite"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Boolean,
                Description = "Whether it is certain that nothing happened.",
            };
            schema.Properties["field"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "The parameter, header or member that is wrong, if one is.",
            };
        }

        return Task.CompletedTask;
    }

    private static JsonObject ExampleOf(ProblemType type) => new()
    {
        ["type"] = type.Uri,
        ["title"] = type.Title,
        ["status"] = type.StatusCode,
        // A store that does not answer may have done it; everything else is decided before any effect.
        ["definite"] = type != ProblemType.StoreUnavailable,
    };
}
