# What the measured requests find in the stores. Sourced; uses work and die of the bench.

admin_password=the-admin-of-the-bench
password='correct horse battery'
users=64

# post <url> <body>: prints the answer; whatever is refused ends the bench.
post() { curl -sf -H 'Content-Type: application/json' -d "$2" "$1" || die 1 "$1 was refused"; }
log_in() { post "$1/login" "{\"username\":\"$2\",\"password\":\"$3\"}" | grep -o '"token":"[^"]*' | cut -d '"' -f 4; }

# make_shop <url>: 100 products that many orders share, one that all want, and users.
make_shop() {
    local admin sku user
    admin=$(log_in "$1" admin "$admin_password")
    for sku in HOT $(seq 0 99); do
        curl -sf -o /dev/null -X PUT -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' \
            -d '{"name":"Tea","price":2.50,"stock":1000000}' "$1/products/BENCH-$sku" || die 1 "The product $sku was refused."
    done
    for user in $(seq "$users"); do post "$1/users" "{\"username\":\"bench-$user\",\"password\":\"$password\"}"; done
}

# open_sessions <url>: prints a token a user.
open_sessions() {
    local user
    for user in $(seq "$users"); do log_in "$1" "bench-$user" "$password"; done
}

# fill_sessions <redis port> <thousands>: sessions as a login makes them, of users who stay away.
fill_sessions() {
    local thousand
    for ((thousand = 0; thousand < $2; thousand++)); do
        redis-cli -p "$1" EVAL "
            local cap = redis.call('TIME')[1] * 1000 + 43200000
            for i = 0, 999 do
                local user = string.format('{u:away-%04d%03d}', ARGV[1], i)
                local session = user .. ':session:' .. redis.sha1hex(user):sub(1, 22)
                redis.call('SET', user .. ':password', 1)
                redis.call('HSET', session, 'cap', cap, 'password', 1, 'version', 1, 'f:location', 'Kyiv', 'v:location', 1)
                redis.call('PEXPIRE', session, 1800000)
            end" 0 "$thousand"
    done >"$work/fill"
}
