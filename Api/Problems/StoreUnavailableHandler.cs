using AspireStateless.Api.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Problems;

/// <summary>Answers 503 with <c>definite</c> when a store did not do its part.</summary>
internal sealed class StoreUnavailableHandler : ProblemHandler<StoreUnavailableException>
{
    protected override ProblemHttpResult ProblemOf(StoreUnavailableException exception, HttpContext context) =>
        ApiProblem.StoreUnavailable(exception.Message, exception.Definite);
}
