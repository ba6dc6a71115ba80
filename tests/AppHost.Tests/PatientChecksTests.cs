using System.Net;

namespace AspireStateless.AppHost.Tests;

public sealed class PatientChecksTests
{
    private readonly List<Body> _answers = [];
    private int _asked;

    [Fact]
    public async Task A_health_check_that_hears_nothing_asks_again_on_another_connection()
    {
        using var client = Client(async (asked, token) =>
        {
            await Task.Delay(asked == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, token);
            return HttpStatusCode.OK;
        });

        Assert.Equal(HttpStatusCode.OK, await CheckAsync(client));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task It_asks_again_what_is_not_ready_yet_or_not_there_yet()
    {
        using var client = Client((asked, _) => asked switch
        {
            1 => throw new HttpRequestException("refused"),
            2 => Task.FromResult(HttpStatusCode.ServiceUnavailable),
            _ => Task.FromResult(HttpStatusCode.OK),
        });

        Assert.Equal(HttpStatusCode.OK, await CheckAsync(client));
        Assert.Equal(3, _asked);
        Assert.True(_answers[0].IsDisposed, "The answer that was not taken keeps its connection.");
    }

    [Fact]
    public async Task It_says_of_what_stays_unready_that_it_is()
    {
        using var client = Client((_, _) => Task.FromResult(HttpStatusCode.ServiceUnavailable));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CheckAsync(client));
    }

    [Fact]
    public async Task It_ends_with_the_clients_own_limit()
    {
        using var client = Client(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return HttpStatusCode.OK;
        });
        client.Timeout = TimeSpan.FromMilliseconds(500);

        await Assert.ThrowsAsync<TaskCanceledException>(() => CheckAsync(client));
    }

    private static async Task<HttpStatusCode> CheckAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("http://service/health"), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private HttpClient Client(Func<int, CancellationToken, Task<HttpStatusCode>> answer) =>
        new(new PatientChecks { InnerHandler = new Service(token => answer(++_asked, token), _answers) });

    private sealed class Service(Func<CancellationToken, Task<HttpStatusCode>> answer, List<Body> answers) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var status = await answer(cancellationToken);
            answers.Add(new Body());
            return new HttpResponseMessage(status) { Content = answers[^1] };
        }
    }

    private sealed class Body() : ByteArrayContent([])
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
