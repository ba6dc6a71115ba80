using System.Net.Sockets;

namespace AspireStateless.LoadTests.SystemUnderTest;

/// <summary>Asks a replica itself whether it is ready: the AppHost's health is one answer through the shared proxy.</summary>
/// <param name="path">What it is asked for.</param>
internal sealed class ReadinessProbe(string path = ReadinessProbe.OfTheApi) : IDisposable
{
    private const string OfTheApi = "/health";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    public async Task<bool> IsReadyAsync(Uri replica, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(replica, path));
            using var response = await _http.SendAsync(request, deadline.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
