using System.Net;

namespace AspireStateless.LoadTests.Client;

/// <summary>
/// One attempt as a browser makes it: cookies are kept, and redirects followed where the request says so, always to the replica that was
/// asked. An attempt that does neither is one exchange.
/// </summary>
internal readonly struct RedirectedExchange(HttpMessageInvoker http, in ApiRequest request)
{
    private const int MostRedirects = 5;
    private readonly ApiRequest _request = request;

    /// <param name="message">The first; it is the caller's.</param>
    public async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(message, cancellationToken);
        Keep(message.RequestUri!, response);
        for (var redirect = 0; _request.FollowsRedirects && redirect < MostRedirects && Next(message, response) is { } to; redirect++)
        {
            // What it says beside where to go is nobody's value.
            response.Dispose();
            using var next = to;
            response = await http.SendAsync(next, cancellationToken);
            Keep(next.RequestUri!, response);
            message = next;
        }

        return response;
    }

    private void Keep(Uri from, HttpResponseMessage response)
    {
        if (_request.Cookies is { } jar && response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            foreach (var cookie in cookies)
            {
                try
                {
                    jar.SetCookies(from, cookie);
                }
                catch (CookieException)
                {
                    // A browser keeps no cookie that it cannot read.
                }
            }
        }
    }

    /// <returns>Null where the answer sends nowhere; else a request without a body, which may be sent to where it was.</returns>
    private HttpRequestMessage? Next(HttpRequestMessage message, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303) || response.Headers.Location is not { } location)
        {
            return null;
        }

        // By its path: what a service takes for its own address is often that of a proxy in front of it.
        var path = location.IsAbsoluteUri ? location.PathAndQuery : new Uri(message.RequestUri!, location).PathAndQuery;
        var next = new HttpRequestMessage(HttpMethod.Get, new Uri(_request.To.Url, path));
        foreach (var (name, values) in message.Headers)
        {
            if (name != "Cookie")
            {
                next.Headers.TryAddWithoutValidation(name, values);
            }
        }

        if (_request.Cookies?.GetCookieHeader(next.RequestUri!) is { Length: > 0 } cookies)
        {
            next.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        return next;
    }
}
