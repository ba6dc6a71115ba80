using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace Api.Tests;

/// <summary>The application as its AppHost runs it, on data of its own.</summary>
public sealed class ReplicasTests : IAsyncLifetime
{
    private DistributedApplication _application = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Data=temporary"]);
        _application = await builder.BuildAsync();
        await _application.StartAsync();
        await _application.ResourceNotifications.WaitForResourceHealthyAsync("api");
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Fact]
    public async Task Visits_are_counted_once_each_whichever_replica_takes_them()
    {
        using var client = Client();
        var counts = new List<long>();
        for (var visit = 1; visit <= 20; visit++)
        {
            using var answer = await client.PostAsync("/visits/home", content: null, TestContext.Current.CancellationToken);
            counts.Add((await answer.Content.ReadFromJsonAsync<Counted>(TestContext.Current.CancellationToken))!.Count);
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(count => (long)count), counts);
    }

    /// <summary>On a new connection each time, so that another replica may answer.</summary>
    private HttpClient Client()
    {
        var client = _application.CreateHttpClient("api");
        client.DefaultRequestHeaders.ConnectionClose = true;
        return client;
    }

    private sealed record Counted(long Count);
}
