using System.Security.Cryptography;
using AspireStateless.Chaos.Inspectors;
using StackExchange.Redis;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// The password of a Redis. Clients that are in have shown theirs and need not do so again, so they are cut off; the way back is the
/// password that only this object knows.
/// </summary>
internal sealed class RedisDoor(RedisInspector redis) : IStoreDoor
{
    private const string Setting = "requirepass";
    private const string WrongPassword = "WRONGPASS";
    private readonly string _password = RandomNumberGenerator.GetHexString(32);

    public async Task<RefuseEvidence> CloseAsync(CancellationToken cancellationToken)
    {
        var ended = await redis.AskAsync(
            async server =>
            {
                await server.ConfigSetAsync(Setting, _password);
                return await RedisInspector.EndClientsAsync(server);
            },
            cancellationToken);
        try
        {
            await redis.AskAsync(server => server.PingAsync(), cancellationToken);
        }
        catch (RedisConnectionException refused) when (refused.Message.Contains(WrongPassword, StringComparison.Ordinal))
        {
            return new RefuseEvidence(ended, WrongPassword, MonotonicClock.Now);
        }

        throw RefusedException.NotEffective("not-effective", $"'{redis.Name}' still takes its clients' password.");
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var password = await redis.PasswordAsync(cancellationToken) ?? "";
        await redis.AskAsync(
            async server =>
            {
                await server.ConfigSetAsync(Setting, password);
                return server;
            },
            cancellationToken,
            _password);
    }
}
