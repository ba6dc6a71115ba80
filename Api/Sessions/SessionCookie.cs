using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Sessions;

/// <summary>The token as browsers keep it: out of reach of scripts, and of other sites.</summary>
internal static class SessionCookie
{
    // Without https browsers take no cookie with the prefix, and a proxy may be the one that ends https.
    private const string Name = "session";

    public static void Set(HttpResponse response, string token) => response.Cookies.Append(Name, token, Options(response));

    public static void Delete(HttpResponse response) => response.Cookies.Delete(Name, Options(response));

    /// <summary>Reads the token, unless another site sent the browser here.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidInputException">The request would change something, and may not come from our own page.</exception>
    public static string? Read(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(Name, out var token) || string.IsNullOrEmpty(token))
        {
            return null;
        }

        OwnPage.Require(request);
        return token;
    }

    private static CookieOptions Options(HttpResponse response) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = response.HttpContext.Request.IsHttps,
        IsEssential = true,
        Path = "/",
    };
}
