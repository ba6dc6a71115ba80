-- A visit under a fresh key.
local bench = dofile("eng/bench.d/bench.lua")
init = bench.init

function request()
    return bench.request("POST", wrk.path, bench.new_key(), "{}")
end
