-- A visit under a key that no other request has. Argument: what the keys begin with; eight digits follow.
local head
local count = 10000000

function init(arguments)
    head = table.concat({
        "POST " .. wrk.path .. " HTTP/1.1",
        "Host: " .. wrk.headers["Host"],
        "Content-Type: application/json",
        "Content-Length: 2",
        "Idempotency-Key: " .. arguments[1],
    }, "\r\n")
end

function request()
    count = count + 1
    return head .. count .. "\r\n\r\n{}"
end
