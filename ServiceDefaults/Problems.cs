using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AspireStateless.ServiceDefaults;

/// <summary>Every error leaves as <c>application/problem+json</c>, whatever the client says it accepts.</summary>
internal static class Problems
{
    public static void AddProblemDetailsForAnyClient(this IServiceCollection services)
    {
        // The framework's writer declines a client that accepts only text/html, who would then get an empty body. This one is asked first.
        services.AddSingleton<IProblemDetailsWriter, AnyClientWriter>();
        services.AddProblemDetails();
    }

    public static void UseProblemDetails(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(context =>
            TypedResults.Problem(statusCode: context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    private sealed class AnyClientWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            options.Value.CustomizeProblemDetails?.Invoke(context);
            // Without a token of ours it ends with the request, and silently: that a client has gone is no error of the service.
            await context.HttpContext.Response.WriteAsJsonAsync(context.ProblemDetails, options: null, "application/problem+json");
        }
    }
}
