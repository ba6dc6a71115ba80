using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace AspireStateless.Api.Storage;

/// <summary>A script that Redis runs as one step. It is sent by its hash, and in full to a server that does not know it yet.</summary>
internal sealed class RedisScript(string text)
{
    // Redis names scripts by their SHA-1; nothing here depends on its strength.
#pragma warning disable CA5350
    private readonly byte[] _hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350

    public async Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, values);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ExecuteAsync("EVAL", [text, keys.Length, .. keys, .. values.Cast<object>()]);
        }
    }
}
