using AspireStateless.Api.Answers;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Orders;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Sessions;
using AspireStateless.Api.Visits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Operations;

/// <summary>Tells a client that got no answer whether its operation took effect. Asks; never redoes.</summary>
internal static class OperationsApi
{
    public static void MapOperations(this WebApplication app) =>
        app.MapGet("/operations/{key}", Ask)
            .WithTags("Operations")
            .WithSummary("Whether the operation with this key was applied")
            .WithDescription(
                "False says that it was not applied yet: one that is still on its way may be applied later. Of a cart, a PUT or DELETE of "
                + "the path counts. Paths of carts and orders need the session of their user.")
            .Refuses(ProblemType.InvalidInput, ProblemType.NotLoggedIn, ProblemType.StoreUnavailable);

    private static async Task<Results<Json<Operation>, ProblemHttpResult>> Ask(
        IdempotencyKey key,
        OperationPath path,
        IVisits visits,
        ICarts carts,
        IOrders orders,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (path is OperationPath.OfVisits { Page: var page })
        {
            return Answer(key, path, await visits.WasAppliedAsync(page, key, cancellationToken));
        }

        // Only the path tells whether a session is needed, so no policy has asked for one.
        await context.AuthenticateAsync(SessionHandler.SchemeName);
        if (context.Features.Get<Caller>() is not { User: var user })
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblem.Refused(ProblemType.NotLoggedIn, "Operations on carts and orders are told to their user only.");
        }

        return Answer(key, path, path is OperationPath.OfCart { Sku: var sku }
            ? await carts.WasAppliedAsync(user, sku, key, cancellationToken)
            : await orders.WasAppliedAsync(user, key, cancellationToken));
    }

    private static Json<Operation> Answer(IdempotencyKey key, OperationPath path, bool applied) =>
        Json.Of(new Operation(key.Value, path.Value, applied));
}

/// <summary>The answer of <c>GET /operations/{key}</c>.</summary>
internal sealed record Operation(string Key, string Path, bool Applied);
