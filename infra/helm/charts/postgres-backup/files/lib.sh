# shellcheck shell=bash
# What the scripts beside it share. Sourced, not run.
#
# From the environment: PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE (the database that is dumped); BACKUP_DIR,
# MAINTENANCE_DATABASE, LOCK_WAIT and CONNECT_WAIT in seconds.
#
# A line that begins with "::" is for the program that reads the log: "::key=value". Everything that comes from a tool
# or from the database is indented, so it cannot be taken for one.
set -euo pipefail
umask 077

BACKUP_DIR=${BACKUP_DIR:-/backups}
MAINTENANCE_DATABASE=${MAINTENANCE_DATABASE:-postgres}
LOCK_WAIT=${LOCK_WAIT:-600}
CONNECT_WAIT=${CONNECT_WAIT:-60}
export PGAPPNAME=${PGAPPNAME:-postgres-backup} PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-10}

# shellcheck disable=SC2034  # used by the scripts
STAMPED="^${PGDATABASE}_[0-9]{8}-[0-9]{6}\\.dump\$"
# shellcheck disable=SC2034
BEFORE_RESTORE="^${PGDATABASE}_[0-9]{8}-[0-9]{6}\\.before-restore\\.dump\$"

work=$(mktemp -d)
undo=()

# Runs what was put into undo, the newest first, and ends with the status that the script had.
finish() {
    local status=$? i
    trap '' EXIT TERM INT
    for ((i = ${#undo[@]} - 1; i >= 0; i--)); do
        eval "${undo[i]}" || true
    done
    rm -rf -- "$work"
    exit "$status"
}
trap finish EXIT
trap 'say "Asked to stop"; exit 143' TERM INT

say() {
    printf '%s\n' "$*"
}

result() {
    printf '::%s=%s\n' "$1" "$2"
}

fail() {
    printf 'ERROR: %s\n' "$*"
    exit 1
}

# Runs a command in the background and waits for it, so that a signal to this script is not held up by it.
attempt() {
    local pid status=0
    exec 3<&0 # the background has no standard input of its own
    "$@" <&3 3<&- 2>"$work/err" &
    pid=$!
    exec 3<&-
    undo+=("kill $pid 2>/dev/null && wait $pid")
    wait "$pid" || status=$?
    unset 'undo[-1]'
    sed 's/^/  /' "$work/err"
    return "$status"
}

# In words why the last attempted command failed, from what it said.
reason() {
    local said
    said=$(<"$work/err")
    case $said in
        *"No space left on device"*)
            printf 'the volume at %s is full (%s): delete old dumps, keep fewer, or make the volume larger' \
                "$BACKUP_DIR" "$(df -h --output=avail,size "$BACKUP_DIR" | awk 'NR == 2 {print $1 " free of " $2}')" ;;
        *"password authentication failed"*)
            printf 'the password of user %s is wrong: correct the Secret that the CronJob reads' "$PGUSER" ;;
        *"permission denied to create database"*)
            printf 'user %s may not create the database in which a dump is tried: run ALTER ROLE "%s" CREATEDB' \
                "$PGUSER" "$PGUSER" ;;
        *"could not translate host name"* | *"Connection refused"* | *"Connection timed out"* | *"No route to host"* \
            | *"timeout expired"*)
            printf 'the database server %s port %s cannot be reached: see whether it runs' "$PGHOST" "$PGPORT" ;;
        *"server closed the connection"* | *"terminating connection"* | *"server terminated abnormally"*)
            printf 'the database server %s went away meanwhile: see whether it was restarted' "$PGHOST" ;;
        *"server version mismatch"*)
            printf "the tools of this image are older than the server: give the chart an image of the server's version" ;;
        *)
            printf '%s' "$(grep -m 1 -iE 'error|fatal|failed' "$work/err" || tail -n 1 "$work/err")" ;;
    esac
}

number() {
    [[ $2 =~ ^[0-9]{1,9}$ ]] || fail "$1 is '$2': it must be a number"
}

name() {
    [[ $2 =~ ^[A-Za-z_][A-Za-z0-9_]{0,39}$ ]] || fail "$1 is '$2': it must be a plain name of at most 40 characters"
}

# One at a time on this volume: the lock is the folder itself, and goes with the process that holds it.
lock() {
    number LOCK_WAIT "$LOCK_WAIT"
    [[ -d $BACKUP_DIR && -w $BACKUP_DIR ]] || fail "$BACKUP_DIR is not there, or user $(id -u) may not write to it"
    exec 9<"$BACKUP_DIR"
    flock -n 9 || {
        say "Another backup or restore works on this volume: waiting up to $LOCK_WAIT s"
        flock -w "$LOCK_WAIT" 9 || fail "another backup or restore still works on this volume after $LOCK_WAIT s:" \
            "wait for it, or look for a Job that hangs"
    }
}

# SQL from the standard input, to the database of the first argument; values go as further "-v name=value".
sql() {
    local database=$1
    shift
    psql -X -q -A -t -v ON_ERROR_STOP=1 --dbname="$database" "$@"
}

# Waits until the server takes connections, then logs in once, so that a wrong password is told as such.
connect() {
    local since=$SECONDS
    number CONNECT_WAIT "$CONNECT_WAIT"
    name PGDATABASE "$PGDATABASE"
    until pg_isready --quiet --timeout=5; do
        ((SECONDS - since < CONNECT_WAIT)) \
            || fail "no answer from the database server $PGHOST port $PGPORT within $CONNECT_WAIT s: see whether it" \
                "runs"
        sleep 1
    done
    attempt psql -X -q -A -t --dbname="$MAINTENANCE_DATABASE" --command='SELECT 1' >/dev/null \
        || fail "could not log in: $(reason)"
}

has_database() {
    [[ $(sql "$MAINTENANCE_DATABASE" -v name="$1" <<<"SELECT 1 FROM pg_database WHERE datname = :'name'") == 1 ]]
}

drop_database() {
    PGOPTIONS='-c client_min_messages=warning' \
        dropdb --if-exists --force --maintenance-db="$MAINTENANCE_DATABASE" -- "$1"
}

# Makes an empty database with the encoding and locale of another; without that one, with the server's own.
create_database() {
    attempt sql "$MAINTENANCE_DATABASE" -v name="$1" -v model="$2" <<'SQL'
SELECT coalesce((
    SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L%s', :'name',
                  pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                  CASE to_jsonb(d) ->> 'datlocprovider'
                      WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L',
                                           coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'))
                      ELSE '' END)
    FROM pg_database d WHERE d.datname = :'model'),
    format('CREATE DATABASE %I TEMPLATE template0', :'name')) \gexec
SQL
}

checksum() {
    sha256sum <"$1" | cut -d ' ' -f 1
}

# Writes a small file as a whole or not at all.
write_file() {
    cat >"$1.part" && sync "$1.part" && mv -f -- "$1.part" "$1"
}

# The value of a key in the note that a verification leaves beside a dump; empty where there is none.
noted() {
    local file=$BACKUP_DIR/$1.verified
    [[ -f $file ]] && sed -n "s/^$2=//p" "$file" | head -n 1
    return 0
}

# A dump counts as verified while it has the size that was verified.
verified() {
    [[ -n $(noted "$1" bytes) && $(noted "$1" bytes) == "$(stat -c %s "$BACKUP_DIR/$1")" ]]
}

# The names of the dumps that match a pattern, newest first.
dumps() {
    find "$BACKUP_DIR" -maxdepth 1 -type f -name '*.dump' -printf '%f\n' | { grep -E "$1" || true; } | sort -r
}

newest_verified() {
    local file
    while read -r file; do
        if verified "$file"; then
            say "$file"
            return
        fi
    done < <(dumps "$STAMPED")
}

# Dumps a database: under a temporary name first, so that what has the name of a dump is whole. Sets file.
dump() {
    local database=$1 suffix=$2 stamp part
    stamp=$(date -u +%Y%m%d-%H%M%S)
    file=${PGDATABASE}_$stamp$suffix.dump
    part=$BACKUP_DIR/.$file.part
    [[ ! -e $BACKUP_DIR/$file ]] || fail "$file is there already"
    undo+=("rm -f -- '$part' '$BACKUP_DIR/$file.sha256.part'")
    say "Dumping $database on $PGHOST to $file"
    attempt pg_dump --format=custom --file="$part" --dbname="$database" || fail "could not dump $database: $(reason)"
    attempt sync "$part" || fail "could not write $file: $(reason)"
    sum=$(checksum "$part")
    { printf '%s  %s\n' "$sum" "$file" | write_file "$BACKUP_DIR/$file.sha256"; } 2>"$work/err" \
        || fail "could not write $file.sha256: $(reason)"
    mv -- "$part" "$BACKUP_DIR/$file"
    sync "$BACKUP_DIR"
    unset 'undo[-1]'
}

# Compares a dump with the checksum that was written with it. Sets sum.
check_sum() {
    local said=
    sum=$(checksum "$BACKUP_DIR/$1")
    [[ -f $BACKUP_DIR/$1.sha256 ]] && said=$(cut -d ' ' -f 1 "$BACKUP_DIR/$1.sha256")
    [[ -n $said ]] || { say "$1 has no checksum beside it"; return 0; }
    [[ $said == "$sum" ]] \
        || fail "$1 is damaged: its sha256 is $sum, but was $said when it was written. Take another dump"
}

# Restores a dump into an empty database, in one transaction.
load() {
    local file=$1 database=$2
    attempt pg_restore --list --file="$work/toc" "$BACKUP_DIR/$file" || fail "$file is no readable dump: $(reason)"
    attempt pg_restore --exit-on-error --single-transaction --dbname="$database" "$BACKUP_DIR/$file" \
        || fail "$file cannot be restored: $(reason)"
}

# Counts what is in a database. Sets tables and rows; tells of each table, at most 30.
count() {
    local schema table lines=0
    tables=0 rows=0
    while IFS=$'\t' read -r -d '' schema table; do
        lines=$(printf 'SELECT count(*) FROM :"schema".:"table"' | sql "$1" -v schema="$schema" -v table="$table")
        tables=$((tables + 1)) rows=$((rows + lines))
        ((tables > 30)) || printf '  %q.%q: %s rows\n' "$schema" "$table" "$lines"
    done < <(sql "$1" --record-separator-zero --field-separator=$'\t' <<'SQL'
SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
SQL
    )
}

# Verifies a dump by restoring it into a throw-away database, and notes it beside the dump. Sets sum, tables, rows.
verify() {
    local file=$1 database stale
    while read -r stale; do
        say "Dropping $stale, which a verification that was killed has left"
        drop_database "$stale"
    done < <(sql "$MAINTENANCE_DATABASE" -v pattern="^${PGDATABASE}_verify_[0-9]{14}\$" \
        <<<"SELECT datname FROM pg_database WHERE datname ~ :'pattern'")
    check_sum "$file"
    database=${PGDATABASE}_verify_$(date -u +%Y%m%d%H%M%S)
    say "Verifying $file in the throw-away database $database"
    undo+=("drop_database $database")
    create_database "$database" "$PGDATABASE" || fail "could not make the throw-away database: $(reason)"
    load "$file" "$database"
    count "$database"
    drop_database "$database"
    unset 'undo[-1]'
    { write_file "$BACKUP_DIR/$file.verified" <<EOF_NOTE
sha256=$sum
bytes=$(stat -c %s "$BACKUP_DIR/$file")
tables=$tables
rows=$rows
at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
EOF_NOTE
    } 2>"$work/err" || fail "$file is good, but that could not be noted beside it: $(reason)"
    say "Verified $file (tables: $tables, rows: $rows)"
}

remove_dump() {
    rm -f -- "$BACKUP_DIR/$1" "$BACKUP_DIR/$1.sha256" "$BACKUP_DIR/$1.verified"
    say "Deleted $1"
    result deleted "$1"
}

# Deletes old dumps. One is kept when KEEP or KEEP_DAYS says so; the newest, and the newest verified one, always are.
retain() {
    local keep=$1 days=$2 file newest_good count=0 limit day
    number KEEP "$keep"
    number KEEP_DAYS "$days"
    ((keep > 0 || days > 0)) || return 0
    newest_good=$(newest_verified)
    limit=$(date -u -d "-$days days" +%Y%m%d-%H%M%S)
    while read -r file; do
        count=$((count + 1))
        day=${file#"${PGDATABASE}"_}
        day=${day%.dump}
        if ((count == 1 || count <= keep)) || [[ $file == "$newest_good" ]]; then
            continue
        elif ((days > 0)) && [[ ! $day < $limit ]]; then
            continue
        fi
        "${remove:-remove_dump}" "$file"
    done < <(dumps "$STAMPED")
}

# Runs a query that can only read, and shows at most 50 lines of what it gives.
query() {
    local database=$1 text=$2
    [[ $text =~ ^[[:space:]]*(SELECT|WITH|TABLE|VALUES|select|with|table|values)[[:space:]\(] && $text != *";"* ]] \
        || fail "the query must be one SELECT, WITH, TABLE or VALUES without a semicolon"
    PGOPTIONS='-c default_transaction_read_only=on -c statement_timeout=60s' \
        attempt psql -X -q -A -t -v ON_ERROR_STOP=1 --dbname="$database" \
        --command='BEGIN READ ONLY' --command="$text" --command='ROLLBACK' >"$work/answer" \
        || fail "the query failed: $(reason)"
    say "$text gives"
    head -n 50 "$work/answer" | cut -c -500 | sed 's/^/  /'
    result query "$(head -c 2000 "$work/answer" | base64 -w 0)"
}
