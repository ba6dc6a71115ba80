#!/bin/sh
# Starts Postgres as the official image does, as far as an AppHost needs it: makes a database cluster where there is none, with the user
# password and database of the environment, and becomes the server. It knows no /docker-entrypoint-initdb.d.
set -eu
[ "${1#-}" = "$1" ] || set -- postgres "$@"

if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
    mkdir -p "${PGDATA%/*}" /var/run/postgresql
    chown postgres: "${PGDATA%/*}" /var/run/postgresql
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ "$1" = postgres ] && [ ! -e "$PGDATA" ]; then
    [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || read -r POSTGRES_PASSWORD <"$POSTGRES_PASSWORD_FILE"
    : "${POSTGRES_PASSWORD:?has to be set where there is no data yet}"
    # It gets its name once it is whole, since a container may be killed at any time.
    rm -rf "$PGDATA.new"
    echo "$POSTGRES_PASSWORD" |
        initdb --pgdata="$PGDATA.new" --username="${POSTGRES_USER:-postgres}" --pwfile=/dev/stdin ${POSTGRES_INITDB_ARGS:-}
    echo "host all all all ${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA.new/pg_hba.conf"
    echo "listen_addresses = '*'" >>"$PGDATA.new/postgresql.conf"
    [ -z "${POSTGRES_DB:-}" ] || echo "CREATE DATABASE \"$POSTGRES_DB\"" | postgres --single -D "$PGDATA.new" postgres >/dev/null
    mv "$PGDATA.new" "$PGDATA"
fi

exec "$@"
