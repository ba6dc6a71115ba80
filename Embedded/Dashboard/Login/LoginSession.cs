using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AspireStateless.Dashboard.Login;

/// <summary>Tells who is logged in: whoever has the cookie that this run of the dashboard gave for its token.</summary>
internal sealed class LoginSession(DashboardOptions options)
{
    // Not the token itself, so that what a browser keeps on its disk opens no later run with the same configured token.
    private readonly string value = RandomNumberGenerator.GetHexString(64, lowercase: true);

    internal bool Accepts(string token) => Same(token, options.BrowserToken);

    internal bool IsLoggedIn(HttpContext context) =>
        options.AllowAnonymous || Same(context.Request.Cookies[CookieName(context)] ?? "", value);

    internal void LogIn(HttpContext context) => context.Response.Cookies.Append(CookieName(context), value, new CookieOptions
    {
        HttpOnly = true,
        // Not strict: the link in a chat or a terminal's web view would arrive without it.
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
    });

    // Browsers send cookies to every port of a host: without the port, two dashboards would log each other out.
    private static string CookieName(HttpContext context) => $"dashboard-{context.Connection.LocalPort}";

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
