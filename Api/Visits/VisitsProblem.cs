using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireStateless.Api.Visits;

internal static class VisitsProblem
{
    public static ProblemHttpResult TooManyPages() =>
        ApiProblem.Refused(ProblemType.TooManyPages, "As many pages are counted as Visits:MaxPages allows; this would be one more.");
}
