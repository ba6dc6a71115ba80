using System.Net;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>
/// Asks again, as a careful client does, what was refused and certainly not done. A replica that just started compiles while it answers,
/// and on a busy machine overruns the deadline of a store or waits too long for a hash; what is shown here has nothing to do with it.
/// </summary>
internal sealed class AskAgain() : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (!await IsNothingDoneAsync(request, answer, cancellationToken))
            {
                return answer;
            }

            answer.Dispose();
            await Task.Delay(Interval, cancellationToken);
        }
    }

    private static async Task<bool> IsNothingDoneAsync(
        HttpRequestMessage request, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
        {
            return false;
        }

        var problem = await answer.Content.ReadAsStringAsync(cancellationToken);
        return request.Method == HttpMethod.Get || problem.Contains("\"definite\":true", StringComparison.Ordinal);
    }
}
