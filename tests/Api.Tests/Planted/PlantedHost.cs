extern alias planted;

using AspireStateless.Api.Tests.Servers;
using PlantedBug = planted::AspireStateless.PlantedBugs.PlantedBug;

namespace AspireStateless.Api.Tests.Planted;

/// <summary>A planted service in this process.</summary>
internal sealed class PlantedHost : IAsyncDisposable
{
    private readonly ApiHost _host;

    /// <param name="name">Of the bug.</param>
    public PlantedHost(Stores stores, string name, params (string Name, string Value)[] settings)
    {
        _host = new ApiHost(stores, settings)
        {
            Configure = builder => builder.ConfigureServices(services => Assert.True(PlantedBug.TryPlant(services, name, out _))),
        };
        Client = _host.CreateClient();
        CarefulClient = new HttpClient(new AskAgain()) { BaseAddress = Client.BaseAddress };
    }

    /// <summary>Takes every answer as it is.</summary>
    public HttpClient Client { get; }

    /// <summary>Asks again what was certainly not done.</summary>
    public HttpClient CarefulClient { get; }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        CarefulClient.Dispose();
        await _host.DisposeAsync();
    }
}
