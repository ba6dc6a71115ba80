using StackExchange.Redis;

namespace AspireStateless.Api.Storage;

/// <summary>Connects to Redis beside the start of the host, so that no request ever blocks on a connection.</summary>
internal sealed class RedisConnection(IServiceProvider services) : IHostedService
{
    // With Redis up a connection takes a fraction of this; without, the replica starts all the same and says that it is not ready.
    private static readonly TimeSpan StartWait = TimeSpan.FromSeconds(1);

    private volatile IDatabase? _database;

    /// <summary>Null until the first connection attempt has ended. From then on the client library reconnects by itself.</summary>
    public IDatabase? Database => _database;

    /// <summary>Commands that the client library has sent, its own included.</summary>
    public long Commands => _database?.Multiplexer.OperationCount ?? 0;

    /// <exception cref="InvalidOperationException">Redis is not configured.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var connecting = Task.Run(() => _database = services.GetRequiredService<IConnectionMultiplexer>().GetDatabase(), cancellationToken);
        await Task.WhenAny(connecting, Task.Delay(StartWait, cancellationToken));
        if (connecting.IsFaulted)
        {
            await connecting;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
