using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AspireStateless.ServiceDefaults;

/// <summary>Completes the spans of requests: .NET 10 writes what is known at their start, and neither route nor outcome.</summary>
/// <remarks>Names and meanings: OpenTelemetry semantic conventions for HTTP server spans.</remarks>
internal static class RequestSpans
{
    /// <summary>Makes the framework write its part, which it does not unless asked.</summary>
    public static void Enable() => AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);

    public static void UseRequestSpans(this WebApplication app) =>
        app.Use((context, next) =>
            context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span
                ? CompleteAsync(context, next, span)
                : next(context));

    private static async Task CompleteAsync(HttpContext context, RequestDelegate next, Activity span)
    {
        // An exception handler clears the endpoint, so the route is noted on the way in.
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{context.Request.Method} {route}";
            span.SetTag("http.route", route);
        }

        await next(context);
        var statusCode = context.Response.StatusCode;
        span.SetTag("http.response.status_code", statusCode);
        if (statusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
