-- An order of one unit under a fresh key.
local bench = dofile("eng/bench.d/bench.lua")
init = bench.init

function request()
    local body = '{"items":[{"sku":"' .. bench.sku(100) .. '","quantity":1}]}'
    return bench.request("POST", wrk.path, bench.token() .. bench.new_key(), body)
end
