using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Problems;

/// <summary>Answers one kind of exception with a problem document.</summary>
internal abstract class ProblemHandler<TException> : IExceptionHandler
    where TException : Exception
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not TException known)
        {
            return false;
        }

        await ProblemOf(known, httpContext).ExecuteAsync(httpContext);
        return true;
    }

    protected abstract ProblemHttpResult ProblemOf(TException exception, HttpContext context);
}
