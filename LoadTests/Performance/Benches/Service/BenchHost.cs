using System.Net;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Gates;
using AspireStateless.LoadTests.Performance.Gates.Costs;
using AspireStateless.LoadTests.Performance.Gates.Pairs;
using AspireStateless.LoadTests.SystemUnderTest;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>
/// The service as runs start it: an AppHost with temporary data that ends with the bench, and users and products in its stores.
/// </summary>
internal sealed class BenchHost : IAsyncDisposable
{
    /// <summary>The setting of Redis that the promise of durability needs.</summary>
    public const string Durable = "always";
    private const string Api = "api";
    private const string OldApi = "api-old";
    private readonly OwnAppHost _appHost;

    private BenchHost(OwnAppHost appHost) => _appHost = appHost;

    /// <summary>The process of the first replica.</summary>
    public int Pid { get; private set; }

    /// <summary>The AppHost's own, and all that it started.</summary>
    public IReadOnlyList<int> Processes => LinuxProcess.OfAppHost(_appHost.Address.Pid);

    /// <summary>Of each replica, past the proxy.</summary>
    public IReadOnlyList<IPEndPoint> Replicas { get; private set; } = [];

    /// <summary>The replica of an older Api, on the same stores; none unless one was asked for.</summary>
    public IReadOnlyList<IPEndPoint> Old { get; private set; } = [];

    /// <summary>The proxy before them.</summary>
    public IPEndPoint Endpoint { get; private set; } = null!;

    public SlotUsers Users { get; private set; } = null!;

    /// <param name="name">Of the file that gets what it prints; of those that run at the same time each has another.</param>
    /// <param name="append">See <c>Redis:Append</c>.</param>
    /// <exception cref="InvalidRunException">Something did not start.</exception>
    public static Task<BenchHost> StartAsync(string name, int replicas, string append, CancellationToken cancellationToken) =>
        StartAsync(name, GateSettings.ForBench(replicas, append), cancellationToken);

    /// <inheritdoc cref="StartAsync(string, int, string, CancellationToken)"/>
    public static async Task<BenchHost> StartAsync(string name, OwnAppHostOptions options, CancellationToken cancellationToken)
    {
        var log = BuildPaths.BenchLog(name);
        var host = new BenchHost(await OwnAppHost.StartAsync(options, log, cancellationToken));
        try
        {
            await host.PrepareAsync(log, options.Settings.ContainsKey("Api:OldProject"), cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Of each request one, spread over all replicas.</summary>
    public IEnumerable<ServiceLoad> Loads(params IEnumerable<CountedRequest> requests) =>
        requests.Select(request => new ServiceLoad(request, Replicas, Users));

    public Task<RedisConversation> OpenRedisAsync(CancellationToken cancellationToken) =>
        RedisConversation.OpenAsync(Pid, cancellationToken);

    public ValueTask DisposeAsync() => _appHost.DisposeAsync();

    private async Task PrepareAsync(string log, bool hasOld, CancellationToken cancellationToken)
    {
        using var control = new ControlClient(_appHost.Address.ControlUrl, _appHost.Address.Token);
        using var probe = new ReadinessProbe();
        InvalidRunException Failed(string what) => new($"A replica of the bench {what}.", $"Look at {log}, and start it by hand: ./run.");
        var replicas = await ReadyReplicas.WaitAsync(control, probe, Api, Failed, cancellationToken);
        Pid = replicas[0].Pid;
        Replicas = [.. replicas.Select(replica => AddressOf(replica.Url))];
        if (hasOld)
        {
            var old = await ReadyReplicas.WaitAsync(control, probe, OldApi, Failed, cancellationToken);
            Old = [.. old.Select(replica => AddressOf(replica.Url))];
        }

        var topology = await control.TopologyAsync(cancellationToken);
        Endpoint = topology.Resources.FirstOrDefault(resource => resource.Name == Api)?.EndpointUrl is { } endpoint
            ? AddressOf(new Uri(endpoint))
            : throw Failed("has no public endpoint");
        Users = await SlotUsers.MakeAsync(replicas[0].Url, _appHost.Address.AdminPassword ?? "", cancellationToken);
    }

    private static IPEndPoint AddressOf(Uri url) =>
        new(IPAddress.TryParse(url.Host, out var address) ? address : IPAddress.Loopback, url.Port);
}
