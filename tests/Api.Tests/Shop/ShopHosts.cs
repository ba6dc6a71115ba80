using AspireStateless.Api.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Api.Tests.Shop;

/// <summary>Two replicas on the same stores; the n-th request goes to the n-th of them in turn.</summary>
internal sealed class ShopHosts : IDisposable
{
    private readonly ApiHost[] _hosts;
    private readonly HttpClient[] _clients;

    public ShopHosts(Stores stores, params (string Key, string Value)[] settings)
    {
        _hosts = [new(stores, settings), new(stores, settings)];
        _clients = [.. _hosts.Select(host => host.CreateClient())];
    }

    /// <summary>The first replica's.</summary>
    public HttpClient Client => _clients[0];

    public HttpClient ClientOf(int request) => _clients[request % _clients.Length];

    /// <summary>A part of the first replica: what a replica that dies had done until then is done with its parts.</summary>
    public T Part<T>()
        where T : notnull => _hosts[0].Services.GetRequiredService<T>();

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        foreach (var host in _hosts)
        {
            host.Dispose();
        }
    }
}
