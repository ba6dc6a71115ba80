-- A read of one of 100 products.
local bench = dofile("eng/bench.d/bench.lua")
init = bench.init

function request()
    return bench.request("GET", wrk.path .. bench.sku(100), "")
end
