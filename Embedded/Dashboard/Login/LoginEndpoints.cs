using AspireStateless.Dashboard.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Dashboard.Login;

/// <summary>The way in: <c>/login?t=[token]</c>, as the AppHost prints it, or the token typed into a form.</summary>
internal static class LoginEndpoints
{
    private const string Path = "/login";

    /// <summary>Sends everyone else to the login: people to its page, scripts by status 401.</summary>
    internal static void UseLogin(this IApplicationBuilder app)
    {
        var session = app.ApplicationServices.GetRequiredService<LoginSession>();
        app.Use(async (context, next) =>
        {
            var request = context.Request;
            if (session.IsLoggedIn(context) || request.Path == Path || request.Path.StartsWithSegments("/assets"))
            {
                await next(context).ConfigureAwait(false);
            }
            else if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            {
                context.Response.Redirect($"{Path}?returnUrl={Uri.EscapeDataString(request.Path + request.QueryString)}");
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
        });
    }

    internal static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext context, LoginSession session, PageRenderer pages, string? t, string? returnUrl) =>
            t is null ? Ask(pages, returnUrl, wasWrong: false) : Enter(context, session, pages, t, returnUrl));
        app.MapPost(Path, async (HttpContext context, LoginSession session, PageRenderer pages) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            return Enter(context, session, pages, form["t"].ToString().Trim(), form["returnUrl"]);
        });
    }

    private static IResult Enter(HttpContext context, LoginSession session, PageRenderer pages, string token, string? returnUrl)
    {
        if (!session.Accepts(token))
        {
            return Ask(pages, returnUrl, wasWrong: true);
        }

        session.LogIn(context);
        return TypedResults.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    private static IResult Ask(PageRenderer pages, string? returnUrl, bool wasWrong) => pages.Page<LoginPage>(
        new() { [nameof(LoginPage.ReturnUrl)] = returnUrl, [nameof(LoginPage.WasWrong)] = wasWrong },
        wasWrong ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);

    // Never to another site: '//host' and '/\host' are other sites to a browser.
    private static bool IsLocal(string? url) => url is ['/'] or ['/', not ('/' or '\\'), ..];
}
