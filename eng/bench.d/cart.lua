-- A change of a user's cart, in which there are up to ten products.
local bench = dofile("eng/bench.d/bench.lua")
init = bench.init

function request()
    return bench.request("PUT", wrk.path .. bench.sku(10), bench.token(), '{"quantity":' .. math.random(99) .. "}")
end
