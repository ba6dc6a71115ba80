using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Problems;

/// <summary>Answers 429 and when to come back.</summary>
internal sealed class TooManyRequestsHandler : ProblemHandler<TooManyRequestsException>
{
    protected override ProblemHttpResult ProblemOf(TooManyRequestsException exception, HttpContext context)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(exception.RetryAfter.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblem.Refused(ProblemType.TooManyRequests, $"{exception.Message} Try again in {seconds} s.");
    }
}
