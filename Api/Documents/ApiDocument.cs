using System.Reflection;
using AspireStateless.Api.Inputs;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AspireStateless.Api.Documents;

/// <summary>The contract at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "AspireStateless", Version = "v1" };
                // Every replica and every proxy in front of it serves the same contract.
                document.Servers?.Clear();
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(StateInputRules);
        });

    // A type that parses is a string to the framework; its rule is what a client needs.
    private static Task StateInputRules(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var described in context.Description.ParameterDescriptions)
        {
            if (described.ParameterDescriptor?.ParameterType.GetCustomAttribute<InputPatternAttribute>() is { } input
                && operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(known => known.Name == described.Name) is { } parameter)
            {
                parameter.Description = $"{described.Name} is {input.Rule}.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = input.Pattern };
            }
        }

        return Task.CompletedTask;
    }
}
