using System.Buffers;
using System.Net;
using AspireStateless.LoadTests.Client;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>
/// Sends as a run does, through <see cref="HttpMessageInvoker"/> and <see cref="SocketsHttpHandler"/>, without recording.
/// </summary>
internal sealed class HandlerClient(IPEndPoint target) : IDisposable
{
    private readonly Uri _url = new($"http://{target}/");
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    /// <summary>Ends when the whole body was read.</summary>
    public async ValueTask<Completion> SendAsync(CancellationToken cancellationToken)
    {
        var sent = MonotonicClock.Now;
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, _url);
            using var response = await _http.SendAsync(message, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (await body.ReadAsync(buffer, cancellationToken) > 0)
            {
                // Nobody looks at it.
            }

            return new Completion(response.IsSuccessStatusCode ? Outcome.Ok : Outcome.Failed, sent, MonotonicClock.Now);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return new Completion(OutcomeRule.OfFailure(failure), sent, MonotonicClock.Now);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _http.Dispose();
}
