using AspireStateless.Api.Storage;
using AspireStateless.Api.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Condition = AspireStateless.Api.Tests.Servers.Condition;

namespace AspireStateless.Api.Tests.Storage;

/// <summary>A client library that never comes back costs a replica some seconds, and not its life.</summary>
public sealed class RedisConnectionTests(Stores stores)
{
    [Fact]
    public async Task A_client_that_gets_no_answer_is_replaced_by_one_that_does()
    {
        using var stuck = await ConnectionMultiplexer.ConnectAsync("127.0.0.1:1,abortConnect=false,connectTimeout=100");
        await using var services = Services(stuck);
        var connection = services.GetRequiredService<RedisConnection>();

        await connection.StartAsync(TestContext.Current.CancellationToken);

        await Condition.BecomesTrueAsync(() => AnswersAsync(connection.Database), "Redis answers");
        Assert.NotSame(stuck, connection.Database!.Multiplexer);
        await connection.StopAsync(TestContext.Current.CancellationToken);
    }

    private ServiceProvider Services(IConnectionMultiplexer first)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(first);
        services.AddOptions<ConfigurationOptions>().Configure(options =>
        {
            var parsed = ConfigurationOptions.Parse(stores.Redis.ConnectionString);
            options.AbortOnConnectFail = false;
            options.Password = parsed.Password;
            foreach (var endpoint in parsed.EndPoints)
            {
                options.EndPoints.Add(endpoint);
            }
        });
        services.AddSingleton<RedisConnection>();
        return services.BuildServiceProvider();
    }

    private static async Task<bool> AnswersAsync(IDatabase? database)
    {
        try
        {
            await database!.PingAsync().WaitAsync(TimeSpan.FromSeconds(1));
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
