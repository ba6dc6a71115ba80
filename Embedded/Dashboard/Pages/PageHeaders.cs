using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.Dashboard.Pages;

/// <summary>What every answer tells the browser not to do, and what no other site may ask for.</summary>
internal static class PageHeaders
{
    // No inline script or style, nothing from anywhere else: what a resource prints can do nothing on a page even if it were taken for markup.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'";

    internal static void UsePageHeaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (!HttpMethods.IsGet(context.Request.Method) && context.Request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            && site is not ("same-origin" or "none"))
        {
            // A page of another site, or of another port of this machine, that uses the browser's cookie.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context).ConfigureAwait(false);
    });

    /// <summary>
    /// While it listens on loopback alone, the dashboard answers to the names of this machine only: a foreign name that was made to point here
    /// would let the foreign site's pages read it.
    /// </summary>
    internal static void UseLocalNames(this IApplicationBuilder app, IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            app.Use(async (context, next) =>
            {
                if (IsLocal(context.Request.Host.Host))
                {
                    await next(context).ConfigureAwait(false);
                }
                else
                {
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                }
            });
        }
    }

    private static bool IsLocal(string host) =>
        host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
