using Microsoft.Extensions.DependencyInjection;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>
/// Two replicas in this process on the same stores, each started when it is first asked for; the n-th request goes to the n-th of them in
/// turn. A class of tests shares a pair, as each test owns the names it uses: a start costs a hundred times what a request does. Its
/// clients ask again what was certainly not done.
/// </summary>
public sealed class HostPair : IDisposable
{
    private readonly Lazy<ApiHost>[] _hosts;
    private readonly Lazy<HttpClient>[] _clients;

    public HostPair(Stores stores)
        : this(stores, [])
    {
    }

    internal HostPair(Stores stores, params (string Key, string Value)[] settings)
    {
        _hosts = [.. Enumerable.Range(0, 2).Select(_ => new Lazy<ApiHost>(() => new ApiHost(stores, settings)))];
        _clients = [.. _hosts.Select(host => new Lazy<HttpClient>(() => Careful(host.Value)))];
    }

    /// <summary>The first replica's.</summary>
    public HttpClient Client => ClientOf(0);

    public HttpClient ClientOf(int request) => _clients[request % _clients.Length].Value;

    /// <summary>A part of the first replica: what a replica that dies had done until then is done with its parts.</summary>
    public T Part<T>()
        where T : notnull => _hosts[0].Value.Services.GetRequiredService<T>();

    public void Dispose()
    {
        foreach (var client in _clients.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }

        foreach (var host in _hosts.Where(host => host.IsValueCreated))
        {
            host.Value.Dispose();
        }
    }

    private static HttpClient Careful(ApiHost host)
    {
        using var started = host.CreateClient();
        return new(new AskAgain()) { BaseAddress = started.BaseAddress };
    }
}
