using AspireStateless.Api.Answers;
using AspireStateless.Api.Catalog;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Inputs;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Carts;

/// <summary>Reads and changes the caller's cart.</summary>
internal static class CartsApi
{
    public static void AddCarts(this WebApplicationBuilder builder)
    {
        builder.AddSection<CartsOptions>("Carts");
        builder.Services.AddSingleton<CartStore>();
        builder.Services.AddSingleton<CartMarks>();
        builder.Services.AddSingleton<ICarts, RedisCarts>();
    }

    public static void MapCarts(this WebApplication app)
    {
        var carts = app.MapGroup("/cart").WithTags("Carts").Refuses(ProblemType.StoreUnavailable);
        carts.MapGet("", Read)
            .RequireSession()
            .WithSummary("Read the cart");
        // One round trip instead of two: the step that changes the cart also uses the session.
        var items = carts.MapGroup("/items")
            .RequireTicket()
            .WithDescription(
                "A repeated Idempotency-Key changes nothing and gets the first answer, with the header Idempotent-Replay: true.")
            .Refuses(ProblemType.InvalidInput, ProblemType.CartFull, ProblemType.OrderInProgress)
            .Refuses(ProblemType.UnsupportedMediaType, ProblemType.KeyReused);
        items.MapPut("/{sku}", Put)
            .WithSummary("Say how many units of a product the cart holds; 0 takes it out");
        items.MapDelete("/{sku}", Delete)
            .WithSummary("Take a product out of the cart");
    }

    public static ProblemHttpResult OrderInProgress(HttpResponse response)
    {
        response.Headers.RetryAfter = "1";
        return ApiProblem.Refused(ProblemType.OrderInProgress, "An order is buying the cart. Try again in 1 s.");
    }

    private static async Task<Json<Cart>> Read(Caller caller, ICarts carts, CancellationToken cancellationToken) =>
        Json.Of(await carts.ReadAsync(caller.User, cancellationToken));

    private static Task<Results<Json<Cart>, ProblemHttpResult, ChallengeHttpResult>> Put(
        Sku sku,
        CartQuantity body,
        [FromHeader(Name = IdempotencyKey.Header)] IdempotencyKey? key,
        SessionTicket ticket,
        ICarts carts,
        IOptions<CartsOptions> options,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        body.RequireValid(options.Value.MaxQuantity);
        return ChangeAsync(carts, ticket, new(CartMethod.Put, sku, body.Quantity), key, response, cancellationToken);
    }

    private static Task<Results<Json<Cart>, ProblemHttpResult, ChallengeHttpResult>> Delete(
        Sku sku,
        EmptyBody body,
        [FromHeader(Name = IdempotencyKey.Header)] IdempotencyKey? key,
        SessionTicket ticket,
        ICarts carts,
        HttpResponse response,
        CancellationToken cancellationToken) =>
        ChangeAsync(carts, ticket, new(CartMethod.Delete, sku, Quantity: 0), key, response, cancellationToken);

    private static async Task<Results<Json<Cart>, ProblemHttpResult, ChallengeHttpResult>> ChangeAsync(
        ICarts carts,
        SessionTicket ticket,
        CartChange change,
        IdempotencyKey? key,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var changed = await carts.ChangeAsync(ticket.Session, change, key, cancellationToken);
        switch (changed.Outcome)
        {
            case CartOutcome.Changed:
                return Json.Of(changed.Cart!);
            case CartOutcome.Replayed:
                IdempotencyKey.SayReplay(response);
                return Json.Of(changed.Cart!);
            case CartOutcome.KeyReused:
                return ApiProblem.Refused(ProblemType.KeyReused, "This key was sent with another quantity.", IdempotencyKey.Header);
            case CartOutcome.Full:
                return ApiProblem.Refused(ProblemType.CartFull, "The cart holds as many products as Carts:MaxLines allows.", "sku");
            case CartOutcome.SessionEnded:
                return TypedResults.Challenge(authenticationSchemes: [TicketHandler.SchemeName]);
            default:
                return OrderInProgress(response);
        }
    }
}
