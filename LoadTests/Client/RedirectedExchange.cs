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
    /// <returns>The last answer; what it answers is another message than the first where it was redirected.</returns>
    /// <exception cref="HttpRequestException">
    /// After a redirect it never says that nothing was sent: the first request was, and was answered.
    /// </exception>
    public async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(message, cancellationToken);
        _request.Cookies?.Keep(message.RequestUri!.PathAndQuery, response);
        for (var redirect = 0; _request.FollowsRedirects && redirect < MostRedirects && Next(message, response) is { } to; redirect++)
        {
            // What it says beside where to go is nobody's value.
            response.Dispose();
            using var next = to;
            try
            {
                response = await http.SendAsync(next, cancellationToken);
            }
            catch (HttpRequestException failure)
            {
                throw new HttpRequestException(HttpRequestError.Unknown, failure.Message, failure);
            }

            _request.Cookies?.Keep(next.RequestUri!.PathAndQuery, response);
            message = next;
        }

        return response;
    }

    /// <returns>Null where the answer sends nowhere; else a request without a body, which may be sent to where it was.</returns>
    private HttpRequestMessage? Next(HttpRequestMessage message, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303) || response.Headers.Location is not { } location
            || !Uri.TryCreate(message.RequestUri!, location, out var to))
        {
            return null;
        }

        // By its path: what a service takes for its own address is often that of a proxy in front of it.
        var next = new HttpRequestMessage(HttpMethod.Get, new Uri(_request.To.Url, to.PathAndQuery));
        foreach (var (name, values) in message.Headers)
        {
            if (name != "Cookie")
            {
                next.Headers.TryAddWithoutValidation(name, values);
            }
        }

        RequestMessages.AddCookies(next, _request);
        return next;
    }
}
