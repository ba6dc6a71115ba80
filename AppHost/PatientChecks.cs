using System.Diagnostics;

namespace AspireStateless.AppHost;

/// <summary>
/// Asks again, on a new connection, until a service says that it is healthy, for a second at least. The orchestrator's proxy accepts for a
/// service that does not listen yet, and looks for it less and less often: on one connection its first answer comes up to two seconds late.
/// And Aspire asks what is not healthy again after one second, then two, then three.
/// </summary>
internal sealed class PatientChecks : DelegatingHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>For requests without a body, and with an answer that may be asked for twice.</summary>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var asked = new List<Task<HttpResponseMessage>>();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            asked.Add(base.SendAsync(new HttpRequestMessage(request.Method, request.RequestUri), cancellationToken));
            var next = Task.Delay(AskAgainAfter, cancellationToken);
            while (await Task.WhenAny([.. asked, next]) is Task<HttpResponseMessage> answered)
            {
                asked.Remove(answered);
                if (answered is { IsCompletedSuccessfully: true, Result.IsSuccessStatusCode: true }
                    || Stopwatch.GetElapsedTime(begun) > Patience)
                {
                    asked.ForEach(late => _ = LetGoAsync(late));
                    return await answered;
                }

                _ = LetGoAsync(answered);
            }
        }
    }

    /// <summary>An answer that nobody takes would keep its connection.</summary>
    private static async Task LetGoAsync(Task<HttpResponseMessage> asked)
    {
        try
        {
            (await asked).Dispose();
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // Another answer was taken, or is waited for.
        }
    }
}
