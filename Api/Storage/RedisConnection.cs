using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage;

/// <summary>
/// Connects to Redis beside the start of the host, so that no request ever blocks on a connection. The client library reconnects by itself,
/// and now and then it does not: a replica that first connected to a Redis that was just ending stayed without for as long as it lived,
/// while its neighbours came back. So a client that gets no answer is compared with a new one, which takes its place if it gets one.
/// </summary>
internal sealed partial class RedisConnection(
    IServiceProvider services,
    IOptionsMonitor<ConfigurationOptions> options,
    TimeProvider time,
    ILogger<RedisConnection> logger) : BackgroundService
{
    // With Redis up a connection takes a fraction of this; without, the replica starts all the same and says that it is not ready.
    private static readonly TimeSpan StartWait = TimeSpan.FromSeconds(1);

    // The library's own reconnection takes about a second, and has to be given up only where it does not come.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(1);
    private const int MostUnanswered = 3;

    private volatile IDatabase? _database;
    private ConnectionMultiplexer? _replacement;
    private long _commandsOfFormer;

    /// <summary>Null until the first connection attempt has ended. Another object after a replacement: to be asked for again for each call.</summary>
    public IDatabase? Database => _database;

    /// <summary>Commands that the client library has sent, its own included.</summary>
    public long Commands => Interlocked.Read(ref _commandsOfFormer) + (_database?.Multiplexer.OperationCount ?? 0);

    /// <exception cref="InvalidOperationException">Redis is not configured.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var connecting = Task.Run(() => _database = services.GetRequiredService<IConnectionMultiplexer>().GetDatabase(), cancellationToken);
        await Task.WhenAny(connecting, Task.Delay(StartWait, cancellationToken));
        if (connecting.IsFaulted)
        {
            await connecting;
        }

        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        // A client that says goodbye first waits a second for an answer that never comes.
        _replacement?.Close(allowCommandsToComplete: false);
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        var unanswered = 0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            unanswered = _database is not { } database || await AnswersAsync(database, stoppingToken) ? 0 : unanswered + 1;
            if (unanswered == MostUnanswered)
            {
                unanswered = 0;
                try
                {
                    await TryReplaceAsync(stoppingToken);
                }
                catch (Exception exception) when (RedisFailure.IsOfStore(exception))
                {
                    // Redis is away: there is nothing to replace the client by. What this threw would end the replica.
                }
            }
        }
    }

    private async Task TryReplaceAsync(CancellationToken cancellationToken)
    {
        var other = await ConnectionMultiplexer.ConnectAsync(options.CurrentValue);
#pragma warning disable CS0618 // Versions from 2 on never keep the order, and call the setting obsolete.
        // In order, one slow continuation would hold back every answer behind it.
        other.PreserveAsyncOrder = false;
#pragma warning restore CS0618
        if (!await AnswersAsync(other.GetDatabase(), cancellationToken) || await AnswersAsync(_database!, cancellationToken))
        {
            await other.CloseAsync(allowCommandsToComplete: false);
            return;
        }

        LogReplaced(logger);
        var former = _database!.Multiplexer;
        _database = other.GetDatabase();
        _replacement = other;
        Interlocked.Add(ref _commandsOfFormer, former.OperationCount);
        await former.CloseAsync(allowCommandsToComplete: false);
    }

    private static async Task<bool> AnswersAsync(IDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await database.PingAsync().WaitAsync(AnswerWait, cancellationToken);
            return true;
        }
        catch (Exception exception) when (RedisFailure.IsOfStore(exception) || exception is ObjectDisposedException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A new client of Redis gets answers and the old one does not: it takes its place.")]
    private static partial void LogReplaced(ILogger logger);
}
