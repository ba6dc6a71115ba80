using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;

namespace AspireStateless.Api.Problems;

/// <summary>Answers 429 and when to come back.</summary>
internal sealed class TooManyRequestsHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not TooManyRequestsException tooMany)
        {
            return false;
        }

        var seconds = Math.Max(1, (int)Math.Ceiling(tooMany.RetryAfter.TotalSeconds));
        httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await ApiProblem.Refused(ProblemType.TooManyRequests, $"{tooMany.Message} Try again in {seconds} s.").ExecuteAsync(httpContext);
        return true;
    }
}
