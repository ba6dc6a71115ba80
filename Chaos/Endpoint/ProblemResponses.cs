using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>Every answer that is not a success is a problem document.</summary>
internal static class ProblemResponses
{
    private const string TypePrefix = "https://aspirestateless.dev/problems/";

    public static void UseProblemResponses(this IApplicationBuilder app, ILogger logger)
    {
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (RefusedException refused)
            {
                await WriteAsync(context, refused.Status, refused.Problem, refused.Message);
            }
            catch (BadHttpRequestException bad)
            {
                context.Response.StatusCode = bad.StatusCode;
                var detail = bad.StatusCode == StatusCodes.Status400BadRequest ? (bad.InnerException ?? bad).Message : Detail(context);
                await WriteAsync(context, bad.StatusCode, "invalid-request", detail);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // Nobody is there to read an answer.
            }
            catch (OperationCanceledException)
            {
                await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "stopping", "The application is stopping.");
            }
            catch (Exception exception) when (!context.Response.HasStarted)
            {
                logger.LogError(exception, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
                await WriteAsync(context, StatusCodes.Status500InternalServerError, "internal-error", exception.Message);
            }
        });
        app.UseStatusCodePages(pages => WriteAsync(
            pages.HttpContext, pages.HttpContext.Response.StatusCode, "invalid-request", Detail(pages.HttpContext)));
    }

    public static Task WriteAsync(HttpContext context, int status, string problem, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: Title(problem), type: TypePrefix + problem).ExecuteAsync(context);

    private static string Detail(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is nothing at {context.Request.Path}.",
        StatusCodes.Status405MethodNotAllowed =>
            $"{context.Request.Path} does not know {context.Request.Method}, but {context.Response.Headers.Allow}.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
        var status => $"{context.Request.Method} {context.Request.Path} is not possible (status {status}).",
    };

    private static string Title(string problem) => char.ToUpperInvariant(problem[0]) + problem[1..].Replace('-', ' ');
}
