# The bench's own stores, and what ends all that it started. Sourced; uses work, die and free_port of the bench.

children=()
# end <pid>: the graceful way.
end() { { kill -TERM "$1" && wait "$1" || true; } 2>/dev/null; }
end_all() { # the last first: replicas before the stores that they are connected to
    local index
    for ((index = ${#children[@]} - 1; index >= 0; index--)); do end "${children[index]}"; done
}

# start_redis <port>: as durable as the AppHost's; a rewrite of its log would fall into some rounds and not into others.
start_redis() {
    mkdir "$work/redis-$1"
    redis-server --port "$1" --bind 127.0.0.1 --dir "$work/redis-$1" --save '' --appendonly yes --appendfsync always \
        --auto-aof-rewrite-percentage 0 >"$work/redis-$1/log" & children+=("$!")
    until [[ $(redis-cli -p "$1" PING 2>/dev/null) == PONG ]]; do
        kill -0 "${children[-1]}" || die 1 "$(<"$work/redis-$1/log")"
        sleep 0.01
    done
}

# start_postgres <port>: with its durable defaults and an empty database, whose connection string is in the variable shop after it.
start_postgres() {
    local programs folder=$work/postgres password as=()
    programs=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || true) # Debian keeps them out of the PATH
    programs=${programs:-$(command -v initdb || die 69 'initdb is missing: install the Debian package postgresql.')}
    programs=${programs%/initdb}
    password=$(tr -dc a-z0-9 </dev/urandom | head -c 20 || true)
    mkdir "$folder"
    echo "$password" >"$folder/password"
    if ((EUID == 0)); then # Postgres does not run as root
        as=(setpriv --reuid postgres --regid postgres --init-groups)
        chmod 711 "$work"
        chown -R postgres: "$folder"
    fi
    "${as[@]}" "$programs/initdb" -D "$folder/data" -U postgres --pwfile "$folder/password" -A scram-sha-256 --no-sync \
        >"$work/initdb" 2>&1 || die 1 "$(<"$work/initdb")"
    "${as[@]}" "$programs/postgres" -D "$folder/data" -p "$1" -c listen_addresses=127.0.0.1 -k "$folder" >"$work/postgres.log" 2>&1 &
    children+=("$!")
    until PGPASSWORD=$password "$programs/createdb" -h 127.0.0.1 -p "$1" -U postgres shop 2>/dev/null; do
        kill -0 "${children[-1]}" || die 1 "$(<"$work/postgres.log")"
        sleep 0.05
    done
    shop="Host=127.0.0.1;Port=$1;Username=postgres;Password=$password;Database=shop"
}
