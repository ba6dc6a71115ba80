using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;

namespace AspireStateless.Embedded.Tests;

/// <summary>Ports: whose they are, and who may ask for them.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task Consumers_get_the_proxys_address_and_it_stays_over_restarts()
    {
        var builder = Graph.New();
        builder.AddSample();
        await using var app = await builder.StartAsync();
        var before = app.GetEndpoint("sample");

        await app.CommandAsync("sample", KnownResourceCommands.RestartCommand);

        Assert.Equal(before, app.GetEndpoint("sample"));
        Assert.NotEqual(before, new Uri(app.Now("sample").Variable("ASPNETCORE_URLS")!));
    }

    [Fact]
    public async Task A_port_that_is_asked_for_is_the_proxys_unless_ports_are_random()
    {
        using var ports = new PortReservations();
        var wanted = ports.Take();
        var fixedPort = Graph.New("--DcpPublisher:RandomizePorts=false");
        fixedPort.AddSample().WithHttpEndpoint(port: wanted).WithExplicitStart();
        var random = Graph.New();
        random.AddSample().WithHttpEndpoint(port: wanted).WithExplicitStart();

        await using var app = await fixedPort.StartAsync();
        await using var other = await random.StartAsync();

        Assert.Equal(wanted, app.GetEndpoint("sample").Port);
        Assert.NotEqual(wanted, other.GetEndpoint("sample").Port);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_who_wanted_it()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var builder = Graph.New("--DcpPublisher:RandomizePorts=false");
        builder.AddRedis("redis", port);

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(builder.StartAsync);

        Assert.Equal(
            $"Port {port} of endpoint 'tcp' of resource 'redis' is in use. "
            + "Stop the program that has it, or take random ports with --DcpPublisher:RandomizePorts=true.", refused.Message);
    }

    [Fact]
    public Task Several_replicas_cannot_share_a_target_port() => RefusedAsync(
        sample => sample.WithReplicas(2).WithHttpEndpoint(targetPort: 9999),
        "Endpoint 'http' of 'sample' has a target port, and 2 replicas cannot share it.");

    [Fact]
    public Task Several_replicas_need_the_proxy() => RefusedAsync(
        sample => sample.WithReplicas(2).WithHttpEndpoint(isProxied: false),
        "Endpoint 'http' of 'sample' has no proxy, and 2 replicas cannot share one port.");

    [Fact]
    public Task Proxy_and_process_cannot_have_the_same_port() => RefusedAsync(
        sample => sample.WithHttpEndpoint(port: 9999, targetPort: 9999),
        "Endpoint 'http' of 'sample' is proxied, and its port and target port are both 9999.");

    [Fact]
    public void The_same_name_again_changes_the_endpoint()
    {
        var sample = Graph.New().AddSample().WithHttpEndpoint(port: 1234);

        Assert.Equal(1234, Assert.Single(sample.Resource.Annotations.OfType<EndpointAnnotation>()).Port);
    }

    [Fact]
    public void Endpoints_that_exist_at_the_call_are_external()
    {
        var sample = Graph.New().AddSample().WithExternalHttpEndpoints().WithHttpEndpoint(name: "later");

        Assert.Equal([true, false], sample.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.IsExternal));
    }

    [Fact]
    public void Ports_are_handed_out_once_and_are_free_again_when_given_back()
    {
        using var mine = new PortReservations();
        using var others = new PortReservations();

        var taken = Enumerable.Range(0, 50).SelectMany(_ => new[] { mine.Take(), others.Take() }).ToList();

        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.All(taken, port => Assert.InRange(port, 10_000, 32_767));
    }

    private static async Task RefusedAsync(Action<IResourceBuilder<ProjectResource>> configure, string message)
    {
        var builder = Graph.New();
        configure(builder.AddSample());
        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidOperationException>(builder.StartAsync)).Message);
    }
}
