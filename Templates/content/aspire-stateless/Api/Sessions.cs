using System.Security.Cryptography;
using StackExchange.Redis;

namespace Api;

/// <summary>
/// Who a token stands for. It says nothing by itself: all that is known of a session is in Redis, so that a token of one replica is good on
/// every other, and one that was ended is good nowhere.
/// </summary>
internal sealed class Sessions(IConnectionMultiplexer redis)
{
    private const int TokenBytes = 32;
    private const string Scheme = "Bearer ";

    // Since its last use.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public async Task<OpenedSession> OpenAsync(NewSession session)
    {
        var token = RandomNumberGenerator.GetHexString(2 * TokenBytes, lowercase: true);
        await redis.GetDatabase().StringSetAsync(KeyOf(token), session.Name, Lifetime);
        return new OpenedSession(token);
    }

    /// <returns>Null for a token that is good for nothing.</returns>
    public async Task<NewSession?> FindAsync(string authorization) =>
        TokenOf(authorization) is { } token
        && await redis.GetDatabase().StringGetSetExpiryAsync(KeyOf(token), Lifetime) is { HasValue: true } name
            ? new NewSession(name!) : null;

    public async Task<bool> EndAsync(string authorization) =>
        TokenOf(authorization) is { } token && await redis.GetDatabase().KeyDeleteAsync(KeyOf(token));

    private static string? TokenOf(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..] : null;

    // Who can read the store is not to hold tokens that are good.
    private static RedisKey KeyOf(string token) =>
        $"session:{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)))}";
}

internal sealed record NewSession(string Name);

internal sealed record OpenedSession(string Token);
