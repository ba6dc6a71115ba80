using AspireStateless.Api.Visits;

namespace AspireStateless.Api.Idempotency;

/// <summary>Tells a client that got no answer whether its operation took effect. Asks; never redoes.</summary>
internal static class OperationsApi
{
    public static void AddIdempotency(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<IdempotencyOptions>().BindConfiguration("Idempotency").ValidateDataAnnotations().ValidateOnStart();

    public static void MapOperations(this WebApplication app) =>
        app.MapGet("/operations/{key}", Ask)
            .WithTags("Operations")
            .WithSummary("Whether the operation with this key was applied")
            .WithDescription("False says that it was not applied yet: one that is still on its way may be applied later.");

    private static async Task<Operation> Ask(IdempotencyKey key, OperationPath path, IVisits visits, CancellationToken cancellationToken) =>
        new(key.Value, path.ToString(), await visits.WasAppliedAsync(path.Page, key, cancellationToken));
}

/// <summary>The answer of <c>GET /operations/{key}</c>.</summary>
internal sealed record Operation(string Key, string Path, bool Applied);
