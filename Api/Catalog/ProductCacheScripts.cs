using AspireStateless.Api.Storage.Redis;

namespace AspireStateless.Api.Catalog;

/// <summary>
/// The scripts of a cached product. It is a hash: <c>v</c> and <c>j</c>, the version and content that Postgres has; <c>lease</c>, the
/// right to fill it; and <c>w:id</c>, since when (Redis time, Unix ms) a write is pending. All rests on one rule: when no write is pending
/// and there is a <c>v</c>, Postgres has that version.
/// </summary>
internal static class ProductCacheScripts
{
    private const string Library = RedisClock.Now + """
        local function newer(v)
          return tonumber(v) > tonumber(redis.call('HGET', KEYS[1], 'v') or '0')
        end
        local function pending()
          for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
            if string.sub(field, 1, 2) == 'w:' then return true end
          end
          return false
        end

        """;

    /// <summary>
    /// Reads products. Keys: the hashes. Values: how long a lease lasts where there is nothing else (ms); for each key the id of a lease,
    /// in case this makes one. Answers for each <c>pending</c>, the age (ms) of the oldest write, and the writes' ids; or <c>hit</c> and
    /// the content; or <c>miss</c> and a lease. The lease is the same as long as no write began, so who holds an equal one may share what
    /// was read under it.
    /// </summary>
    public const string Read = Library + """
        local function read(product, lease)
          local all = redis.call('HGETALL', product)
          local found = {}
          local writes = {}
          local oldest
          for i = 1, #all, 2 do
            if string.sub(all[i], 1, 2) == 'w:' then
              writes[#writes + 1] = string.sub(all[i], 3)
              oldest = math.min(oldest or all[i + 1], all[i + 1])
            else
              found[all[i]] = all[i + 1]
            end
          end
          if oldest then return { 'pending', now() - oldest, unpack(writes) } end
          if found.v then return { 'hit', found.j } end
          if not found.lease then
            found.lease = lease
            redis.call('HSET', product, 'lease', lease)
            redis.call('PEXPIRE', product, ARGV[1])
          end
          return { 'miss', found.lease }
        end
        local answers = {}
        for i = 1, #KEYS do answers[i] = read(KEYS[i], ARGV[i + 1]) end
        return answers
        """;

    /// <summary>
    /// Takes what a reader got from Postgres, unless a write began since it missed. Key: the hash. Values: lease, version, content.
    /// </summary>
    public const string Fill = Library + """
        if pending() or redis.call('HGET', KEYS[1], 'lease') ~= ARGV[1] or not newer(ARGV[2]) then return 0 end
        redis.call('HSET', KEYS[1], 'v', ARGV[2], 'j', ARGV[3])
        redis.call('HDEL', KEYS[1], 'lease')
        redis.call('PERSIST', KEYS[1])
        return 1
        """;

    /// <summary>Notes that a write begins. Key: the hash. Value: its id.</summary>
    public const string Mark = Library + """
        redis.call('HSET', KEYS[1], 'w:' .. ARGV[1], now())
        redis.call('HDEL', KEYS[1], 'lease')
        redis.call('PERSIST', KEYS[1])
        return 1
        """;

    /// <summary>
    /// Takes the outcome of writes and ends them, in one step. Key: the hash. Values: version, content, then the writes' ids.
    /// </summary>
    public const string Finish = Library + """
        if newer(ARGV[1]) then redis.call('HSET', KEYS[1], 'v', ARGV[1], 'j', ARGV[2]) end
        for i = 3, #ARGV do redis.call('HDEL', KEYS[1], 'w:' .. ARGV[i]) end
        redis.call('PERSIST', KEYS[1])
        return 1
        """;

    /// <summary>Ends writes that certainly did not happen. Key: the hash. Values: their ids.</summary>
    public const string Unmark = """
        for i = 1, #ARGV do redis.call('HDEL', KEYS[1], 'w:' .. ARGV[i]) end
        return 1
        """;
}
