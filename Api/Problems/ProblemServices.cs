namespace AspireStateless.Api.Problems;

internal static class ProblemServices
{
    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<ProblemDetailsOptions>(options => options.CustomizeProblemDetails = ApiProblem.Complete);
        builder.Services.AddExceptionHandler<StoreUnavailableHandler>();
        builder.Services.AddExceptionHandler<TooManyRequestsHandler>();
    }
}
