namespace AspireStateless.AppHost;

/// <summary>
/// Asks again on a new connection when there is no answer within a second. The orchestrator's proxy accepts for a service that does not
/// listen yet, and looks for it less and less often: a health check that waits on one connection hears up to two seconds late that it does.
/// </summary>
internal sealed class FreshConnections : DelegatingHandler
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(1);

    /// <summary>For requests without a body, and with an answer that may be asked for twice.</summary>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            attempt.CancelAfter(Attempt);
            try
            {
                return await base.SendAsync(request, attempt.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // On to the next; the client's own limit ends it.
            }
        }
    }
}
