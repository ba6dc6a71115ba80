using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AspireStateless.Api.Problems;

/// <summary>The problem documents of this service: a stable type, and whether it is certain that nothing happened.</summary>
internal static class ApiProblem
{
    private const string TypePrefix = "https://aspirestateless.dev/";

    /// <summary>Makes the problem of a request that was refused before it had any effect.</summary>
    /// <param name="type">Which way it failed.</param>
    /// <param name="detail">A sentence that says what to do.</param>
    /// <param name="field">The parameter, header or member that is wrong, if one is.</param>
    /// <param name="statusCode">The type's own unless set.</param>
    public static ProblemHttpResult Refused(ProblemType type, string detail, string? field = null, int? statusCode = null) =>
        Of(type, detail, definite: true, field, statusCode);

    /// <summary>Makes the problem of a store that is away.</summary>
    public static ProblemHttpResult StoreUnavailable(string detail, bool definite) =>
        Of(ProblemType.StoreUnavailable, detail, definite, field: null, statusCode: null);

    /// <summary>Gives the problems that the framework makes the same members.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Type?.StartsWith(TypePrefix, StringComparison.Ordinal) == true)
        {
            return;
        }

        var statusCode = problem.Status ?? context.HttpContext.Response.StatusCode;
        var type = ProblemType.OfFramework(statusCode);
        (problem.Type, problem.Title) = (type.Uri, type.Title);
        // A 4xx is decided before any effect. Of a failure that no one classified, nothing is certain.
        problem.Extensions["definite"] = statusCode < 500;
        if (type == ProblemType.UnsupportedMediaType)
        {
            (problem.Detail, problem.Extensions["field"]) = ("The body must be application/json.", "Content-Type");
        }
        else if (type == ProblemType.BodyTooLarge)
        {
            (problem.Detail, problem.Extensions["field"]) = ("The body is larger than this service takes.", "body");
        }
    }

    private static ProblemHttpResult Of(ProblemType type, string detail, bool definite, string? field, int? statusCode)
    {
        var problem = new ProblemDetails { Type = type.Uri, Title = type.Title, Status = statusCode ?? type.StatusCode, Detail = detail };
        problem.Extensions["definite"] = definite;
        if (field is not null)
        {
            problem.Extensions["field"] = field;
        }

        return TypedResults.Problem(problem);
    }
}
