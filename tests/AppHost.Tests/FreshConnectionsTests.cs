using System.Net;

namespace AspireStateless.AppHost.Tests;

public sealed class FreshConnectionsTests
{
    [Fact]
    public async Task A_health_check_that_hears_nothing_asks_again_on_another_connection()
    {
        var asked = 0;
        using var client = new HttpClient(new FreshConnections
        {
            InnerHandler = new Answers(async token =>
            {
                if (++asked == 1)
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
            }),
        });

        using var answer = await client.GetAsync(new Uri("http://service/health"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task It_ends_with_the_clients_own_limit()
    {
        using var client = new HttpClient(new FreshConnections { InnerHandler = new Answers(token => Task.Delay(Timeout.Infinite, token)) })
        {
            Timeout = TimeSpan.FromMilliseconds(200),
        };

        await Assert.ThrowsAsync<TaskCanceledException>(
            () => client.GetAsync(new Uri("http://service/health"), TestContext.Current.CancellationToken));
    }

    private sealed class Answers(Func<CancellationToken, Task> first) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await first(cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
