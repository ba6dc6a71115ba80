using AspireStateless.Api.Inputs;

namespace AspireStateless.Api.Sessions;

/// <summary>Tells a request that our own page sent from one that another site made a browser send.</summary>
internal static class OwnPage
{
    /// <summary>Refuses what another site may have sent a browser to do. Of a method that changes nothing, nothing is asked.</summary>
    /// <exception cref="InvalidInputException">Neither Sec-Fetch-Site nor Origin says that our own page sent it.</exception>
    public static void Require(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsIt(request))
        {
            return;
        }

        throw new InvalidInputException(
            "Origin", "With a cookie, only pages of this site may ask for that.", StatusCodes.Status403Forbidden);
    }

    private static bool IsIt(HttpRequest request) => request.Headers["Sec-Fetch-Site"] switch
    {
        [{ } site] => site is "same-origin" or "none",
        _ => request.Headers.Origin is [{ } origin]
            && Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var here)
            && IsSame(page, here),
    };

    // Without case, and with or without the port that goes without saying.
    private static bool IsSame(Uri page, Uri here) =>
        page.UserInfo.Length == 0
        && Uri.Compare(page, here, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
