using AspireStateless.Api.Storage;

namespace AspireStateless.Api.Carts;

/// <summary>
/// The scripts of a cart. It is a hash: <c>version</c>, and per product <c>i:sku</c>, its quantity. While an order buys it, it also has
/// <c>m:key</c>, the order's key; <c>m:since</c>, since when (Redis time, Unix ms); and <c>m:attempts</c>, how many attempts at the order
/// may still succeed. A cart that is marked so does not change until the mark is taken away.
/// </summary>
internal static class CartScripts
{
    // What state answers: a word, version, items as "sku quantity sku quantity …", the order's key or nothing, its age (ms).
    private const string Library = RedisClock.Now + """
        local function load(cart)
          local all = redis.call('HGETALL', cart)
          local found = {}
          for i = 1, #all, 2 do found[all[i]] = all[i + 1] end
          return found
        end
        local function state(found, word)
          local items = {}
          for field, value in pairs(found) do
            if string.sub(field, 1, 2) == 'i:' then items[#items + 1] = string.sub(field, 3) .. ' ' .. value end
          end
          local since = found['m:since']
          return { word, found.version or '0', table.concat(items, ' '), found['m:key'] or '', since and now() - since or 0 }
        end
        local function products(found)
          local count = 0
          for field in pairs(found) do if string.sub(field, 1, 2) == 'i:' then count = count + 1 end end
          return count
        end
        local function unmark()
          redis.call('HDEL', KEYS[1], 'm:key', 'm:since', 'm:attempts')
        end

        """;

    /// <summary>Key: cart. Answers its state.</summary>
    public static readonly RedisScript Read = new(Library + """
        return state(load(KEYS[1]), 'read')
        """);

    /// <summary>
    /// Changes carts, one after the other. Keys: for each change its cart and the record of its key, or the cart again if it has none.
    /// Values: most products, retention of the records (ms); for each change sku and quantity. Answers for each the state after the word
    /// <c>changed</c>, <c>replayed</c>, <c>reused</c>, <c>marked</c> or <c>full</c>.
    /// </summary>
    public static readonly RedisScript Change = new(Library + """
        local function change(cart, record, sku, quantity)
          if record ~= cart then
            local first = redis.call('HMGET', record, 'fingerprint', 'version', 'items')
            if first[1] then return { first[1] == quantity and 'replayed' or 'reused', first[2], first[3], '', 0 } end
          end
          local found = load(cart)
          local item = 'i:' .. sku
          if found['m:key'] then return state(found, 'marked') end
          if quantity ~= '0' and not found[item] and products(found) >= tonumber(ARGV[1]) then return state(found, 'full') end
          found.version = (found.version or 0) + 1
          if quantity == '0' then
            redis.call('HDEL', cart, item)
            redis.call('HSET', cart, 'version', found.version)
            found[item] = nil
          else
            redis.call('HSET', cart, 'version', found.version, item, quantity)
            found[item] = quantity
          end
          local after = state(found, 'changed')
          if record ~= cart then
            redis.call('HSET', record, 'fingerprint', quantity, 'version', after[2], 'items', after[3])
            redis.call('PEXPIRE', record, ARGV[2])
          end
          return after
        end
        local answers = {}
        for i = 1, #KEYS, 2 do answers[(i + 1) / 2] = change(KEYS[i], KEYS[i + 1], ARGV[i + 2], ARGV[i + 3]) end
        return answers
        """);

    /// <summary>
    /// Marks a cart for an order, or joins another attempt at the same order. Key: cart. Value: the order's key. Answers the state after
    /// the word <c>marked</c>, <c>empty</c>, or <c>busy</c> where another order has it.
    /// </summary>
    public static readonly RedisScript Mark = new(Library + """
        local key = redis.call('HGET', KEYS[1], 'm:key')
        if key and key ~= ARGV[1] then return state(load(KEYS[1]), 'busy') end
        local empty = state(load(KEYS[1]), 'empty')
        if empty[3] == '' then return empty end
        redis.call('HSET', KEYS[1], 'm:key', ARGV[1], 'm:since', now())
        redis.call('HINCRBY', KEYS[1], 'm:attempts', 1)
        return state(load(KEYS[1]), 'marked')
        """);

    /// <summary>
    /// Takes the mark of a decided order away; the version that the order bought, and no other, is emptied. Key: cart. Values: the order's
    /// key, the version or nothing.
    /// </summary>
    public static readonly RedisScript Release = new(Library + """
        local head = redis.call('HMGET', KEYS[1], 'm:key', 'version')
        if head[1] ~= ARGV[1] then return 0 end
        unmark()
        if head[2] ~= ARGV[2] then return 0 end
        for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
          if string.sub(field, 1, 2) == 'i:' then redis.call('HDEL', KEYS[1], field) end
        end
        redis.call('HINCRBY', KEYS[1], 'version', 1)
        return 1
        """);

    /// <summary>
    /// Ends an attempt that certainly placed no order; the last one of them takes the mark along. Key: cart. Value: the order's key.
    /// </summary>
    public static readonly RedisScript Withdraw = new(Library + """
        if redis.call('HGET', KEYS[1], 'm:key') ~= ARGV[1] then return 0 end
        if redis.call('HINCRBY', KEYS[1], 'm:attempts', -1) <= 0 then unmark() end
        return 1
        """);
}
