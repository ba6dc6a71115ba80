using AspireStateless.Api.Storage.Redis;

namespace AspireStateless.Api.Sessions;

/// <summary>
/// The scripts of a session. It is a hash: <c>cap</c> (Unix ms), <c>password</c> (its number), <c>version</c>, and per field <c>f:name</c>
/// and <c>v:name</c>. Times come from Redis, so that no replica's clock matters; Redis itself ends a session by its key's expiry.
/// </summary>
internal static class SessionScripts
{
    /// <summary>
    /// Lua that defines <c>used(session, password, lifetime)</c>, which begins a session's lifetime (ms) anew and says whether it lives:
    /// for scripts that do something on its behalf. It stands after <see cref="RedisClock.Now"/>.
    /// </summary>
    // A use moves the end a 64th further than the lifetime, so that the uses of the next while need no write: one that writes has to wait
    // for the disk. A session whose password is not the user's last is dead, wherever it was opened.
    public const string Functions = """
        local began = now()
        local function refresh(session, cap, lifetime)
          local left = redis.call('PTTL', session)
          if left >= math.min(tonumber(lifetime), cap - began) then return began + left end
          local ends = math.min(began + math.floor(lifetime * (1 + 1 / 64)), tonumber(cap))
          redis.call('PEXPIREAT', session, ends)
          return ends
        end
        local function alive(session, number, password)
          if not number then return false end
          if number == redis.call('GET', password) then return true end
          redis.call('DEL', session)
          return false
        end
        local function used(session, password, lifetime)
          local head = redis.call('HMGET', session, 'cap', 'password')
          if not alive(session, head[2], password) then return false end
          refresh(session, head[1], lifetime)
          return true
        end

        """;

    private const string Library = RedisClock.Now + Functions;

    /// <summary>
    /// Opens a session. Keys: session, password. Values: password number, lifetime (ms), cap (ms), then names and values of fields.
    /// Answers when it ends; nothing if the password was changed meanwhile.
    /// </summary>
    public const string Open = Library + """
        local number = tonumber(ARGV[1])
        local last = tonumber(redis.call('GET', KEYS[2]) or '0')
        if number < last then return false end
        if number > last then redis.call('SET', KEYS[2], ARGV[1]) end
        local cap = began + tonumber(ARGV[3])
        redis.call('HSET', KEYS[1], 'cap', cap, 'password', ARGV[1], 'version', 1)
        for i = 4, #ARGV, 2 do redis.call('HSET', KEYS[1], 'f:' .. ARGV[i], ARGV[i + 1], 'v:' .. ARGV[i], 1) end
        return refresh(KEYS[1], cap, ARGV[2])
        """;

    /// <summary>
    /// Reads sessions and begins their lifetimes anew. Keys: session and password of each. Value: lifetime (ms). Answers for each the end,
    /// then the hash; nothing for one that has ended.
    /// </summary>
    public const string Use = Library + """
        local function use(session, password)
          local all = redis.call('HGETALL', session)
          local head = {}
          for i = 1, #all, 2 do head[all[i]] = all[i + 1] end
          if not alive(session, head.password, password) then return false end
          return { refresh(session, head.cap, ARGV[1]), all }
        end
        local answers = {}
        for i = 1, #KEYS, 2 do answers[(i + 1) / 2] = use(KEYS[i], KEYS[i + 1]) end
        return answers
        """;

    /// <summary>
    /// Changes fields. Keys: session, password. Values: lifetime (ms), expected versions between spaces or nothing, most fields, number of
    /// fields to remove, their names, then names and values of those to set. Answers the end, then the hash; -1 alone for another version,
    /// -2 alone for too many.
    /// </summary>
    public const string Change = Library + """
        local head = redis.call('HMGET', KEYS[1], 'cap', 'password', 'version')
        if not alive(KEYS[1], head[2], KEYS[2]) then return false end
        if ARGV[2] ~= '' and not string.find(ARGV[2], ' ' .. head[3] .. ' ', 1, true) then return { -1 } end
        local set = 5 + tonumber(ARGV[4])
        local fresh = 0
        for i = set, #ARGV, 2 do fresh = fresh + 1 - redis.call('HEXISTS', KEYS[1], 'v:' .. ARGV[i]) end
        if redis.call('HLEN', KEYS[1]) + 2 * fresh > 3 + 2 * tonumber(ARGV[3]) then return { -2 } end
        local version = redis.call('HINCRBY', KEYS[1], 'version', 1)
        for i = 5, set - 1 do
          redis.call('HDEL', KEYS[1], 'f:' .. ARGV[i])
          if redis.call('HEXISTS', KEYS[1], 'v:' .. ARGV[i]) == 1 then redis.call('HSET', KEYS[1], 'v:' .. ARGV[i], version) end
        end
        for i = set, #ARGV, 2 do redis.call('HSET', KEYS[1], 'f:' .. ARGV[i], ARGV[i + 1], 'v:' .. ARGV[i], version) end
        local ends = refresh(KEYS[1], head[1], ARGV[1])
        return { ends, redis.call('HGETALL', KEYS[1]) }
        """;

    /// <summary>Ends a user's sessions that an older password opened. Key: password. Value: the number of the new one.</summary>
    public const string EndOlder = """
        if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[1]) or '0') then redis.call('SET', KEYS[1], ARGV[1]) end
        return 1
        """;
}
