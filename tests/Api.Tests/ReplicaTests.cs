using System.Net.Http.Json;
using AspireStateless.Api.Replicas;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Every answer says which life of which replica it comes from.</summary>
public sealed class ReplicaTests(Stores stores) : IDisposable
{
    private readonly ApiHost _host = new(
        stores, ("OTEL_SERVICE_NAME", "api"), ("OTEL_RESOURCE_ATTRIBUTES", "a=b,service.instance.id=abcdwxyz"));

    private HttpClient Client => field ??= _host.CreateClient();

    [Fact]
    public async Task The_replica_is_named_by_service_and_instance_id()
    {
        var replica = await Client.GetFromJsonAsync<Replica>("/replica", TestContext.Current.CancellationToken);

        Assert.Equal("api-abcdwxyz", replica!.Instance);
        Assert.Equal(Environment.ProcessId, replica.Pid);
    }

    [Fact]
    public async Task Without_a_host_the_replica_is_local()
    {
        using var host = new ApiHost(stores);
        using var client = host.CreateClient();

        Assert.Equal("local", (await client.GetFromJsonAsync<Replica>("/replica", TestContext.Current.CancellationToken))!.Instance);
    }

    [Fact]
    public async Task The_options_in_force_are_told()
    {
        using var host = new ApiHost(
            stores,
            ("Visits:MaxPages", "5000"),
            ("Idempotency:KeyRetention", "00:05:00"),
            ("Storage:Deadline", "00:00:00.5"),
            ("Sessions:Lifetime", "00:10:00"),
            ("Jobs:Lease", "00:00:03"));
        using var client = host.CreateClient();

        var replica = await client.GetFromJsonAsync<Replica>("/replica", TestContext.Current.CancellationToken);

        var options = replica!.Options;
        Assert.Equal(
            (5000, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(0.5)),
            (options.MaxPages, options.KeyRetention, options.StoreDeadline));
        Assert.Equal(
            (TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(3), 1000),
            (options.SessionLifetime, options.JobLease, options.PasswordIterations));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/alive")]
    [InlineData("/health")]
    [InlineData("/replica")]
    [InlineData("/visits/home")]
    [InlineData("/visits/NOT-LEGAL")]
    [InlineData("/nothing")]
    public async Task Every_answer_carries_the_replica(string path)
    {
        using var response = await Client.GetAsync(path, TestContext.Current.CancellationToken);

        var header = Assert.Single(response.Headers.GetValues("Replica")).Split('/');
        Assert.Equal(["api-abcdwxyz", Environment.ProcessId.ToString()], header[..2]);
        Assert.True(long.Parse(header[2]) > 0);
    }

    [Fact]
    public async Task Its_connections_to_the_store_carry_the_same_name()
    {
        using var response = await Client.GetAsync("/health", TestContext.Current.CancellationToken);
        var name = response.Headers.GetValues("Replica").Single();

        Assert.Contains($"name={name} ", await stores.Redis.SendAsync("CLIENT LIST"), StringComparison.Ordinal);
    }

    public void Dispose() => _host.Dispose();
}
