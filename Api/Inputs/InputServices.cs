using Microsoft.AspNetCore.Routing;

namespace AspireStateless.Api.Inputs;

internal static class InputServices
{
    /// <summary>What cannot be bound is thrown in every environment, so that one handler names the field.</summary>
    public static void AddInputs(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddExceptionHandler<InvalidInputHandler>();
    }
}
