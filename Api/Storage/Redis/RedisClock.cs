namespace AspireStateless.Api.Storage.Redis;

/// <summary>The clock of Redis, for scripts: all replicas have the same, and their own do not matter.</summary>
internal static class RedisClock
{
    /// <summary>Lua that defines <c>now()</c>, Unix milliseconds.</summary>
    public const string Now = """
        local function now()
          local t = redis.call('TIME')
          return t[1] * 1000 + math.floor(t[2] / 1000)
        end

        """;
}
