-- A read of a user's session.
local bench = dofile("eng/bench.d/bench.lua")
init = bench.init

function request()
    return bench.request("GET", wrk.path, bench.token())
end
