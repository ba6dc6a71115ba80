using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage.Redis;

namespace AspireStateless.Api.Carts;

/// <summary>
/// The scripts of a cart. It is a hash: <c>version</c>, and per product <c>i:sku</c>, its quantity. While an order buys it, it also has
/// <c>m:key</c>, the order's key; <c>m:since</c>, since when (Redis time, Unix ms); and <c>m:attempts</c>, how many attempts at the order
/// may still succeed. A cart that is marked so does not change until the mark is taken away.
/// </summary>
internal static class CartScripts
{
    // What state answers, in words: one that says what was done, the age (ms) of the mark or 0, then all fields and values as they are.
    // Most of a script's time goes into what it does per field, so fields are joined and parted by whoever has more than one thread.
    private const string Library = RedisClock.Now + """
        local function find(fields, name)
          for i = 1, #fields, 2 do if fields[i] == name then return i + 1 end end
        end
        local function put(fields, name, value)
          local at = #fields + 2
          fields[at - 1], fields[at] = name, value or ''
          return at
        end
        local function items(fields)
          local words = {}
          for i = 1, #fields, 2 do
            if string.sub(fields[i], 1, 2) == 'i:' then words[#words + 1] = string.sub(fields[i], 3) .. ' ' .. fields[i + 1] end
          end
          return table.concat(words, ' ')
        end
        local function state(fields, word)
          local since = find(fields, 'm:since')
          return word .. ' ' .. (since and now() - fields[since] or 0) .. ' ' .. table.concat(fields, ' ')
        end
        local function unmark()
          redis.call('HDEL', KEYS[1], 'm:key', 'm:since', 'm:attempts')
        end

        """;

    /// <summary>Keys: carts. Answers the state of each.</summary>
    public const string Read = Library + """
        local answers = {}
        for i = 1, #KEYS do answers[i] = state(redis.call('HGETALL', KEYS[i]), 'read') end
        return answers
        """;

    /// <summary>
    /// Uses sessions and changes the carts of their users, one after the other. Keys: for each change the session, its password, the cart
    /// and the record of the change's key, or the cart again if it has none. Values: lifetime (ms), most products, retention of the records
    /// (ms); for each change sku and quantity. Answers for each the state after the word <c>changed</c>, <c>replayed</c>, <c>reused</c>,
    /// <c>marked</c> or <c>full</c>; nothing if the session has ended.
    /// </summary>
    public const string Change = Library + SessionScripts.Functions + """
        local function change(cart, record, sku, quantity)
          if record ~= cart then
            local first = redis.call('HMGET', record, 'fingerprint', 'version', 'items')
            if first[1] then
              return (first[1] == quantity and 'replayed' or 'reused')
                .. ' 0 version ' .. first[2] .. ' ' .. string.gsub(first[3], '(%S+ %S+)', 'i:%1')
            end
          end
          local fields = redis.call('HGETALL', cart)
          local item = 'i:' .. sku
          local known, counted, marked
          for i = 1, #fields, 2 do
            local name = fields[i]
            if name == item then known = i + 1
            elseif name == 'version' then counted = i + 1
            elseif name == 'm:key' then marked = true end
          end
          if marked then return state(fields, 'marked') end
          -- All fields but one are products.
          if quantity ~= '0' and not known and #fields / 2 > tonumber(ARGV[2]) then return state(fields, 'full') end
          counted = counted or put(fields, 'version', 0)
          local version = string.format('%.0f', fields[counted] + 1)
          fields[counted] = version
          if quantity ~= '0' then
            redis.call('HSET', cart, 'version', version, item, quantity)
            fields[known or put(fields, item)] = quantity
          else
            redis.call('HSET', cart, 'version', version)
            if known then
              redis.call('HDEL', cart, item)
              table.remove(fields, known)
              table.remove(fields, known - 1)
            end
          end
          if record ~= cart then
            redis.call('HSET', record, 'fingerprint', quantity, 'version', version, 'items', items(fields))
            redis.call('PEXPIRE', record, ARGV[3])
          end
          return 'changed 0 ' .. table.concat(fields, ' ')
        end
        local answers = {}
        for i = 1, #KEYS / 4 do
          local session, password, cart, record = unpack(KEYS, 4 * i - 3, 4 * i)
          answers[i] = used(session, password, ARGV[1]) and change(cart, record, ARGV[2 * i + 2], ARGV[2 * i + 3])
        end
        return answers
        """;

    /// <summary>
    /// Marks a cart for an order, or joins another attempt at the same order. Key: cart. Value: the order's key. Answers the state after
    /// the word <c>marked</c>, <c>empty</c>, or <c>busy</c> where another order has it.
    /// </summary>
    public const string Mark = Library + """
        local fields = redis.call('HGETALL', KEYS[1])
        local key = fields[find(fields, 'm:key') or 0]
        if key and key ~= ARGV[1] then return state(fields, 'busy') end
        if items(fields) == '' then return state(fields, 'empty') end
        redis.call('HSET', KEYS[1], 'm:key', ARGV[1], 'm:since', now())
        redis.call('HINCRBY', KEYS[1], 'm:attempts', 1)
        return state(redis.call('HGETALL', KEYS[1]), 'marked')
        """;

    /// <summary>
    /// Takes the mark of a decided order away; the version that the order bought, and no other, is emptied. Key: cart. Values: the order's
    /// key, the version or nothing.
    /// </summary>
    public const string Release = Library + """
        local head = redis.call('HMGET', KEYS[1], 'm:key', 'version')
        if head[1] ~= ARGV[1] then return 0 end
        unmark()
        if head[2] ~= ARGV[2] then return 0 end
        for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
          if string.sub(field, 1, 2) == 'i:' then redis.call('HDEL', KEYS[1], field) end
        end
        redis.call('HINCRBY', KEYS[1], 'version', 1)
        return 1
        """;

    /// <summary>
    /// Ends an attempt that certainly placed no order; the last one of them takes the mark along. Key: cart. Value: the order's key.
    /// </summary>
    public const string Withdraw = Library + """
        if redis.call('HGET', KEYS[1], 'm:key') ~= ARGV[1] then return 0 end
        if redis.call('HINCRBY', KEYS[1], 'm:attempts', -1) <= 0 then unmark() end
        return 1
        """;
}
