#!/usr/bin/env bash
# First half of a restore, which leaves the database alone: takes the dump DUMP (a file's name, or latest: the newest
# verified one), and restores it into the new database STAGED. Runs QUERY on that, where there is one.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name DATABASE "${DATABASE:-}"
[[ $STAGED =~ ^${DATABASE}_restore_[0-9]{14}$ ]] \
    || fail "STAGED is '$STAGED', which is not a name for a staged database"
lock
file=$DUMP
if [[ $DUMP == latest ]]; then
    file=$(newest_verified)
    [[ -n $file ]] || fail "there is no verified dump on the volume: name the dump, which is verified before it is" \
        "used. There are: $(dumps "$STAMPED" | head -n 5 | paste -sd ' ')"
fi
if [[ ! $file =~ $STAMPED && ! $file =~ $BEFORE_RESTORE || ! -f $BACKUP_DIR/$file ]]; then
    while read -r known; do result known "$known"; done < <(dumps "$STAMPED" | head -n 100)
    fail "there is no dump '$file' on the volume"
fi
check_sum "$file"
connect
drop_database "$STAGED" # of an attempt of this same restore
undo+=("drop_database $STAGED")
create_database "$STAGED" "$DATABASE" || fail "could not make the database $STAGED: $(reason)"
say "Restoring $file into $STAGED; $DATABASE is not touched"
load "$file" "$STAGED"
count "$STAGED"
[[ -z ${QUERY:-} ]] || query "$STAGED" "$QUERY"
unset 'undo[-1]'
result file "$file"
result bytes "$(stat -c %s "$BACKUP_DIR/$file")"
result sha256 "$sum"
result tables "$tables"
result rows "$rows"
say "$file is good (tables: $tables, rows: $rows)"
