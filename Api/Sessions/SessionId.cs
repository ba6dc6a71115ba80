using System.Buffers.Text;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace AspireStateless.Api.Sessions;

/// <summary>Which session, and whose. It stands only inside tokens, which nobody can read or make but this service.</summary>
/// <param name="Value">128 random bits as base64url.</param>
internal sealed record SessionId(Username User, string Value)
{
    public static SessionId New(Username user) => new(user, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The hash that is the session. The user in braces keeps all that belongs to a user on one shard.</summary>
    public RedisKey Key => $"{{u:{User.Value}}}:session:{Value}";

    /// <summary>The number of the password that the user's sessions must have been opened with.</summary>
    public RedisKey PasswordKey => PasswordKeyOf(User);

    public static RedisKey PasswordKeyOf(Username user) => $"{{u:{user.Value}}}:password";
}
