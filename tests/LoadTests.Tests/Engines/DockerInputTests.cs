using AspireStateless.LoadTests.Engines;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Tests.Fakes;

namespace AspireStateless.LoadTests.Tests.Engines;

/// <summary>What of a container engine cannot be judged is one line, and one that says what to do; nothing is changed there.</summary>
public sealed class DockerInputTests : IAsyncLifetime
{
    private FakeDocker _docker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _docker = await FakeDocker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_docker.Told);
        await _docker.DisposeAsync();
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("ssh://another")]
    public async Task An_address_that_is_none(string address)
    {
        var refused = await Assert.ThrowsAsync<BadInputException>(() => DockerEngine.OpenAsync(address, Token));
        Assert.Equal($"DOCKER_HOST is '{address}', which is no address.", refused.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("unix:///nowhere/docker.sock")]
    public async Task An_engine_that_does_not_answer(string address)
    {
        var refused = await Assert.ThrowsAsync<InvalidRunException>(() => DockerEngine.OpenAsync(address, Token));
        Assert.StartsWith($"No container engine answers at {address}: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Start it (as root: dockerd), or name its address in DOCKER_HOST.", refused.Advice);
    }

    [Fact]
    public async Task An_engine_that_is_too_old()
    {
        _docker.ApiVersion = "1.40";
        var refused = await Assert.ThrowsAsync<InvalidRunException>(() => DockerEngine.OpenAsync(_docker.Address, Token));
        Assert.Equal($"The container engine at {_docker.Address} is too old: fake, API 1.40.", refused.Message);
    }

    [Fact]
    public async Task An_engine_that_runs_nothing() => await IsToldAsync(
        "shop", $"The engine at {_docker.Address} has no Compose project and no Swarm service 'shop'.", "It runs none.");

    [Fact]
    public async Task A_name_that_is_nothing()
    {
        _docker.Add("shop", "web", 3, 8080);
        await IsToldAsync(
            "shop/api", $"The engine at {_docker.Address} has no Compose project and no Swarm service 'shop/api'.", "There are: shop/web.");
    }

    [Fact]
    public async Task A_name_that_may_be_several()
    {
        _docker.Add("shop", "web", 3, 8080);
        _docker.Add("shop", "admin", 3, 9090);
        await IsToldAsync("shop", "'shop' may be several: shop/admin, shop/web.", "Name one of them so.");
    }

    [Fact]
    public async Task One_replica()
    {
        _docker.Add("shop", "api", 1, 8080);
        await IsToldAsync(
            "shop", "'shop/api' has one replica that runs; that it is stateless takes two to see.",
            "docker compose up --detach --scale SERVICE=3");
    }

    [Theory]
    [InlineData("publishes no port")]
    [InlineData("publishes several ports, and which one speaks HTTP is not said", 8080, 9090)]
    public async Task A_port_that_nobody_knows(string reason, params int[] ports)
    {
        _docker.Add("shop", "api", 3, ports);
        await IsToldAsync(
            "shop", $"'shop/api' {reason}.", "Each replica needs one published port of its own; docs/deploy.md shows how.");
    }

    [Fact]
    public async Task Three_replicas_with_a_port_each_can_be_judged()
    {
        _docker.Add("shop", "api", 3, 8080);
        await using var copies = await StartAsync("shop");
        Assert.Equal(
            ["http://127.0.0.1:8080", "http://127.0.0.1:8081", "http://127.0.0.1:8082"],
            copies.Topology.Instances.Select(instance => instance.DirectUrl));
    }

    private async Task IsToldAsync(string name, string named, string advice)
    {
        var refused = await Assert.ThrowsAsync<BadInputException>(() => StartAsync(name));
        Assert.Equal((named, advice), (refused.Message, refused.Advice));
    }

    private async Task<EngineCopies> StartAsync(string name) => await EngineCopies.StartAsync(
        await DockerEngine.OpenAsync(_docker.Address, Token), name, "api", static said => Assert.Fail(said), Token);
}
