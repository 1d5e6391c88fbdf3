#!/usr/bin/env bash
# Starts PostgreSQL; makes the database first where PGDATA is empty.
# POSTGRES_PASSWORD, POSTGRES_USER (postgres), POSTGRES_DB (the user's name), POSTGRES_INITDB_ARGS: as in the official
# image, also as NAME_FILE with a path. What lies in /docker-entrypoint-initdb.d (*.sh, *.sql) runs once.
set -euo pipefail

# value NAME DEFAULT: the variable, or the content of the file that NAME_FILE names.
value() {
    local file=$1_FILE
    if [[ -n ${!1-} && -n ${!file-} ]]; then
        echo "$1 and $file are both set: set one of them" >&2
        exit 1
    fi
    if [[ -n ${!file-} ]]; then
        cat "${!file}"
    else
        echo "${!1-$2}"
    fi
}

make_database() {
    local user password database
    user=$(value POSTGRES_USER postgres)
    password=$(value POSTGRES_PASSWORD '')
    database=$(value POSTGRES_DB "$user")
    if [[ -z $password ]]; then
        echo 'The database is not made yet, and POSTGRES_PASSWORD is empty: set it to the password of its superuser' >&2
        exit 1
    fi
    # shellcheck disable=SC2086
    initdb --username="$user" --pwfile=<(printf '%s\n' "$password") --auth-local=trust --auth-host=scram-sha-256 \
        ${POSTGRES_INITDB_ARGS-}
    echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
    echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
    pg_ctl --wait -o "-c listen_addresses=''" start
    if [[ $database != postgres ]]; then
        createdb --username="$user" --maintenance-db=postgres -- "$database"
    fi
    local script
    for script in /docker-entrypoint-initdb.d/*; do
        case $script in
            *.sh) bash "$script" ;;
            *.sql) psql -v ON_ERROR_STOP=1 --no-password --username "$user" --dbname "$database" -f "$script" ;;
        esac
    done
    pg_ctl --wait -m fast stop
}

if [[ ${1-} == -* ]]; then
    set -- postgres "$@"
fi
if [[ ${1-} == postgres ]]; then
    if [[ $(id -u) == 0 ]]; then
        mkdir -p "$PGDATA"
        chown -R postgres:postgres "$PGDATA"
        exec setpriv --reuid=postgres --regid=postgres --init-groups "$BASH_SOURCE" "$@"
    fi
    mkdir -p "$PGDATA"
    chmod 0700 "$PGDATA" 2>/dev/null || true
    if [[ ! -s $PGDATA/PG_VERSION ]]; then
        make_database
    fi
fi
exec "$@"
