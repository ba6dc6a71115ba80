namespace AspireStateless.Api.Security;

/// <summary>What browsers are told about every answer: nobody frames it, guesses its type, keeps it, or downgrades it.</summary>
internal static class SecurityHeaders
{
    /// <summary>For answers that are no page.</summary>
    private const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use((context, next) =>
        {
            context.Response.OnStarting(Tell, context);
            return next(context);
        });

    private static Task Tell(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // A page has said by now what it needs.
        headers.TryAdd("Content-Security-Policy", NothingAllowed);
        headers.TryAdd("Cache-Control", "no-store");
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }
}
