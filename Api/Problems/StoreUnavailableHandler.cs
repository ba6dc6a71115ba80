using AspireStateless.Api.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace AspireStateless.Api.Problems;

/// <summary>Answers 503 with <c>definite</c> when a store did not do its part.</summary>
internal sealed class StoreUnavailableHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not StoreUnavailableException unavailable)
        {
            return false;
        }

        await ApiProblem.StoreUnavailable(unavailable.Message, unavailable.Definite).ExecuteAsync(httpContext);
        return true;
    }
}
