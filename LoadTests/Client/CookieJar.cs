using System.Net;

namespace AspireStateless.LoadTests.Client;

/// <summary>
/// A client's cookies, kept as a browser keeps those of one site behind TLS: it knows nothing of the copies' own addresses. Thread-safe.
/// </summary>
internal sealed class CookieJar
{
    private static readonly Uri Site = new("https://service");
    private readonly CookieContainer _cookies = new();

    /// <param name="path">That was asked for.</param>
    /// <returns>What a request for it shows; empty for nothing.</returns>
    public string HeaderFor(string path) => _cookies.GetCookieHeader(new Uri(Site, path));

    /// <param name="path">That was asked for.</param>
    public void Keep(string path, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            return;
        }

        foreach (var cookie in cookies)
        {
            try
            {
                _cookies.SetCookies(new Uri(Site, path), string.Join(';', cookie.Split(';').Where(part => !IsDomain(part))));
            }
            catch (CookieException)
            {
                // A browser keeps no cookie that it cannot read.
            }
        }
    }

    // Whatever the service calls itself, it is this site.
    private static bool IsDomain(string part) => part.TrimStart().StartsWith("domain=", StringComparison.OrdinalIgnoreCase);
}
