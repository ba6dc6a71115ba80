using AspireStateless.Api.Carts;
using AspireStateless.Api.Idempotency;
using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Orders;

/// <summary>The ways in which an order is refused.</summary>
internal static class OrdersProblem
{
    public static ProblemHttpResult Of(PlacedOrder refused, HttpResponse response) => refused.Outcome switch
    {
        OrderOutcome.KeyReused =>
            ApiProblem.Refused(ProblemType.KeyReused, "This key was sent with another content.", IdempotencyKey.Header),
        OrderOutcome.SoldOut =>
            ApiProblem.Refused(ProblemType.SoldOut, $"There are not as many units of {refused.Sku} left.", refused.Sku),
        OrderOutcome.UnknownProduct =>
            ApiProblem.Refused(ProblemType.UnknownProduct, $"There is no product {refused.Sku}.", refused.Sku),
        OrderOutcome.CartEmpty =>
            ApiProblem.Refused(ProblemType.CartEmpty, "There is nothing in the cart. This key is used up; fill the cart and take another."),
        OrderOutcome.Cancelled =>
            ApiProblem.Refused(ProblemType.OrderCancelled, "The order took too long and will never be placed. Take another key."),
        _ => CartsApi.OrderInProgress(response),
    };
}
