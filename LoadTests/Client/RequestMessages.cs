using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace AspireStateless.LoadTests.Client;

/// <summary>Makes of attempts what is sent.</summary>
internal sealed class RequestMessages(HistoryWriter history)
{
    private readonly string _traces = ActivitySpanId.CreateRandom().ToHexString();

    /// <param name="sent">Called when it is with the operating system; null when nobody needs to know.</param>
    public HttpRequestMessage Of(in ApiRequest request, Action? sent)
    {
        var message = Plain(request, sent);
        if (request.IsPlain)
        {
            return message;
        }

        message.Headers.Add("X-Forwarded-For", request.From ?? AddressOf(request));
        if (request.Key != 0 && request.IsWrite)
        {
            message.Headers.Add("Idempotency-Key", RecordingClient.KeyText(request.Key));
            message.Headers.Add("traceparent", TraceParent(request.Key, request.Number));
        }

        return message;
    }

    /// <summary>Without the headers that the Api knows.</summary>
    public static HttpRequestMessage Plain(in ApiRequest request, Action? sent)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(request.To.Url, request.Path));
        if (request.IsWrite)
        {
            message.Content = new SentContent(request.Body, request.MediaType, sent);
        }

        if (request.Session is { } session)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Token);
        }

        message.Headers.ConnectionClose = request.FreshConnection ? true : null;
        AddCookies(message, request);
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>Those of the client's jar for the path that is asked for, or those that the request shows in their place.</summary>
    public static void AddCookies(HttpRequestMessage message, in ApiRequest request)
    {
        if ((request.ShownCookies ?? request.Cookies?.HeaderFor(message.RequestUri!.PathAndQuery)) is { Length: > 0 } cookies)
        {
            message.Headers.TryAddWithoutValidation("Cookie", cookies);
        }
    }

    // All attempts of an operation are one trace (W3C Trace Context), so that the one that failed stands beside the one that did it.
    private string TraceParent(long key, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"00-{_traces}{key:x16}-{number + 1:x16}-01");

    /// <summary>
    /// Each client has an address of its own, so that nobody is refused for what others failed; what the harness prepares is spread.
    /// </summary>
    private string AddressOf(in ApiRequest request)
    {
        var number = request.Client >= 0 ? request.Client : history.Text(request.Subject);
        return $"10.{(request.Client >= 0 ? 0 : 1)}.{(number >> 8) & byte.MaxValue}.{number & byte.MaxValue}";
    }
}
