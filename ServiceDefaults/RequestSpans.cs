using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace AspireStateless.ServiceDefaults;

/// <summary>
/// Describes the spans of requests. .NET 10 would write what is known at their start, and neither route nor outcome; and it would do so
/// before it knows whether a span is recorded, which is one in a hundred under load. So its part is left off and all is written here.
/// </summary>
/// <remarks>Names and meanings: OpenTelemetry semantic conventions for HTTP server spans.</remarks>
internal static class RequestSpans
{
    public static void UseRequestSpans(this WebApplication app) =>
        app.Use((context, next) =>
            context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span
                ? CompleteAsync(context, next, span)
                : next(context));

    private static async Task CompleteAsync(HttpContext context, RequestDelegate next, Activity span)
    {
        var request = context.Request;
        span.SetTag("http.request.method", request.Method);
        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", request.Path.Value);
        span.SetTag("server.address", request.Host.Host);
        span.SetTag("server.port", request.Host.Port);
        span.SetTag("network.protocol.version", request.Protocol["HTTP/".Length..]);
        span.SetTag("user_agent.original", request.Headers.UserAgent.ToString());
        // An exception handler clears the endpoint, so the route is noted on the way in.
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{request.Method} {route}";
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
