using AspireStateless.Api.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Takes a Postgres that lets nobody in for a fault of the service and not for a store that is away: whoever needs it is told 500, and that
/// it is not worth trying again.
/// </summary>
internal sealed class RefusedLoginIsAnError : IExceptionHandler
{
    // Invalid authorization.
    private const string LoginRefused = "28";

    // Before the handler that knows better.
    public static void Plant(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IExceptionHandler, RefusedLoginIsAnError>());

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var isRefused = exception is StoreUnavailableException { InnerException: PostgresException refusal }
            && refusal.SqlState.StartsWith(LoginRefused, StringComparison.Ordinal);
        if (isRefused)
        {
            httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        return ValueTask.FromResult(isRefused);
    }
}
