using AspireStateless.Api.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AspireStateless.Api.Documents;

/// <summary>The contract at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    private const string Scheme = "session";

    public static void AddApiDocument(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer(DescribeAsync);
            options.AddOperationTransformer(RequireSessionAsync);
            options.AddOperationTransformer(InputRules.StateAsync);
            options.AddOperationTransformer(ProblemDocuments.StateAsync);
            options.AddSchemaTransformer(InputRules.StateAsync);
            options.AddSchemaTransformer(ProblemDocuments.StateAsync);
            options.AddSchemaTransformer(BodyExamples.AddAsync);
        });

    private static Task DescribeAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "AspireStateless",
            Version = "v1",
            Description =
                "Any replica answers any request. Errors are problem documents: 'type' is stable, 'definite' says whether it is certain "
                + "that nothing happened, 'field' names what is wrong. Every answer carries the header Replica. "
                + "A request without an answer, or with 'definite: false', is repeated under the same Idempotency-Key, or asked for at "
                + "/operations/{key}.",
        };
        // Every replica and every proxy in front of it serves the same contract.
        document.Servers?.Clear();
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token of POST /login. Good on every replica until its session ends.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task RequireSessionAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AuthorizationPolicy>()
            .SelectMany(policy => policy.AuthenticationSchemes)
            .Any(scheme => scheme is SessionHandler.SchemeName or TicketHandler.SchemeName))
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        }

        return Task.CompletedTask;
    }
}
