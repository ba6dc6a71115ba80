using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Performance.Gates.Pairs;

/// <summary>Sends the requests of a duet to one replica, as a run does but without recording each. Nothing is retried.</summary>
/// <param name="replica">Its own address, past the proxy.</param>
/// <param name="tokens">Of the users, by number.</param>
internal sealed class PairedClient(Uri replica, IReadOnlyList<string> tokens) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    /// <summary>Ends when the whole answer was read.</summary>
    public async ValueTask<Completion> SendAsync(PairedRequest request)
    {
        using var message = Message(request);
        using var deadline = new CancellationTokenSource(Deadline);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var sent = MonotonicClock.Now;
        try
        {
            using var response = await _http.SendAsync(message, deadline.Token);
            await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
            while (await body.ReadAsync(buffer, deadline.Token) > 0)
            {
                // What it says is judged by runs.
            }

            return new Completion(response.IsSuccessStatusCode ? Outcome.Ok : Outcome.Failed, sent, MonotonicClock.Now);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return new Completion(OutcomeRule.OfFailure(failure), sent, MonotonicClock.Now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(PairedRequest request) => request.Kind switch
    {
        PairedRequestKind.Visit => Of(HttpMethod.Post, $"/visits/page-{request.Subject}", Nothing),
        PairedRequestKind.ReadVisits => Of(HttpMethod.Get, $"/visits/page-{request.Subject}"),
        PairedRequestKind.ReadSession => Of(HttpMethod.Get, "/session", user: request.Subject),
        PairedRequestKind.PutIntoCart =>
            Of(HttpMethod.Put, $"/cart/items/{SlotUsers.Sku(request.Subject)}", """{"quantity":2}"""u8.ToArray(), request.Subject),
        _ => Of(HttpMethod.Get, $"/products/{SlotUsers.Sku(request.Subject)}"),
    };

    private HttpRequestMessage Of(HttpMethod method, string path, byte[]? body = null, int? user = null)
    {
        var message = new HttpRequestMessage(method, new Uri(replica, path)) { Version = HttpVersion.Version11 };
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        if (user is { } number)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[number]);
        }

        return message;
    }
}
