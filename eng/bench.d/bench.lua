-- What the scripts of this folder share. Their arguments: what keys begin with, eight digits follow; a file of tokens, one a line; and what
-- the script says.
local bench = {}
local count = 10000000
local tokens = {}

function bench.init(arguments)
    bench.key = arguments[1]
    for token in io.lines(arguments[2]) do tokens[#tokens + 1] = token end
    bench.product = arguments[3]
end

-- A key that no other request has.
function bench.new_key()
    count = count + 1
    return "Idempotency-Key: " .. bench.key .. count .. "\r\n"
end

-- Any of the users.
function bench.token() return "Authorization: Bearer " .. tokens[math.random(#tokens)] .. "\r\n" end

-- The product that the script was told; otherwise any of the first so many.
function bench.sku(products) return "BENCH-" .. (bench.product or math.random(0, products - 1)) end

function bench.request(method, path, headers, body)
    if body then headers = headers .. "Content-Type: application/json\r\nContent-Length: " .. #body .. "\r\n" end
    return method .. " " .. path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\n" .. headers .. "\r\n" .. (body or "")
end

return bench
