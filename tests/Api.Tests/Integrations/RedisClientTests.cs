using System.Net;
using AspireStateless.Api.Tests.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.Api.Tests.Integrations;

/// <summary>AddRedisClient keeps the contract of Aspire's package: names, sections, their precedence, defaults.</summary>
public sealed class RedisClientTests(Stores stores)
{
    [Fact]
    public async Task A_client_is_connected_by_its_connection_string()
    {
        var builder = Builder(("ConnectionStrings:cache", stores.Redis.ConnectionString));
        builder.AddRedisClient("cache");
        using var host = builder.Build();

        await host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().PingAsync();
    }

    [Fact]
    public async Task Keyed_clients_live_side_by_side()
    {
        var builder = Builder(("ConnectionStrings:a", stores.Redis.ConnectionString), ("ConnectionStrings:b", stores.Redis.ConnectionString));
        builder.AddKeyedRedisClient("a", configureOptions: options => options.ClientName = "first");
        builder.AddKeyedRedisClient("b", configureOptions: options => options.ClientName = "second");
        using var host = builder.Build();

        foreach (var (key, name) in new[] { ("a", "first"), ("b", "second") })
        {
            var client = host.Services.GetRequiredKeyedService<IConnectionMultiplexer>(key);
            await client.GetDatabase().PingAsync();
            Assert.Equal(name, client.ClientName);
        }

        Assert.Null(host.Services.GetService<IConnectionMultiplexer>());
    }

    [Fact]
    public void The_named_section_beats_the_shared_one_the_connection_string_both_and_code_everything()
    {
        (string, string)[] sections =
        [
            ("Aspire:StackExchange:Redis:ConnectionString", "shared:1"),
            ("Aspire:StackExchange:Redis:ConfigurationOptions:ConnectTimeout", "1111"),
            ("Aspire:StackExchange:Redis:ConfigurationOptions:KeepAlive", "11"),
            ("Aspire:StackExchange:Redis:cache:ConnectionString", "named:2"),
            ("Aspire:StackExchange:Redis:cache:ConfigurationOptions:KeepAlive", "22"),
        ];

        Assert.Equal("shared:1", EndPointOf(sections[..3]));
        Assert.Equal("named:2", EndPointOf(sections));
        Assert.Equal("string:3", EndPointOf([.. sections, ("ConnectionStrings:cache", "string:3")]));
        Assert.Equal("code:4", EndPointOf([.. sections, ("ConnectionStrings:cache", "string:3")], "code:4"));
        var options = OptionsOf(sections);
        Assert.Equal((1111, 22), (options.ConnectTimeout, options.KeepAlive));
    }

    [Theory]
    [InlineData("localhost:1", false)]
    [InlineData("localhost:1,abortConnect=true", true)]
    public void A_first_connection_that_fails_is_retried_unless_the_connection_string_says_otherwise(string connectionString, bool aborts) =>
        Assert.Equal(aborts, OptionsOf([("ConnectionStrings:cache", connectionString)]).AbortOnConnectFail);

    [Fact]
    public void Without_an_endpoint_the_client_says_which_keys_to_set()
    {
        var builder = Builder();
        builder.AddRedisClient("cache");
        using var host = builder.Build();

        var exception = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IConnectionMultiplexer>());

        Assert.Contains("ConnectionStrings:cache", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Aspire:StackExchange:Redis:cache", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_checks_are_named_as_by_Aspire_and_say_whether_Redis_answers()
    {
        var builder = Builder(("ConnectionStrings:cache", stores.Redis.ConnectionString), ("ConnectionStrings:gone", "localhost:1,connectTimeout=100"));
        builder.AddRedisClient("cache");
        builder.AddKeyedRedisClient("gone");
        using var host = builder.Build();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Healthy, report.Entries["StackExchange.Redis"].Status);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["StackExchange.Redis_gone"].Status);
    }

    [Fact]
    public void Health_checks_can_be_turned_off()
    {
        var builder = Builder(("ConnectionStrings:cache", stores.Redis.ConnectionString), ("Aspire:StackExchange:Redis:DisableHealthChecks", "true"));
        builder.AddRedisClient("cache");
        using var host = builder.Build();

        Assert.Null(host.Services.GetService<HealthCheckService>());
    }

    private static HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return builder;
    }

    private static ConfigurationOptions OptionsOf((string, string)[] settings, string? connectionStringInCode = null)
    {
        var builder = Builder(settings);
        builder.AddRedisClient("cache", client => client.ConnectionString = connectionStringInCode ?? client.ConnectionString);
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<ConfigurationOptions>>().Value;
    }

    private static string EndPointOf((string, string)[] settings, string? connectionStringInCode = null)
    {
        var endPoint = Assert.IsType<DnsEndPoint>(Assert.Single(OptionsOf(settings, connectionStringInCode).EndPoints));
        return $"{endPoint.Host}:{endPoint.Port}";
    }
}
