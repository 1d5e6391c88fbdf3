#!/usr/bin/env bash
# First half of a restore, which leaves the database alone: takes the dump DUMP (a file's name, or latest: the newest
# verified one) from the volume, or with FROM=s3 from the bucket, and restores it into the new database STAGED. Runs
# QUERY on that, where there is one.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name DATABASE "${DATABASE:-}"
[[ $STAGED =~ ^${DATABASE}_restore_[0-9]{14}$ ]] \
    || fail "STAGED is '$STAGED', which is not a name for a staged database"
lock
volume=$BACKUP_DIR where='on the volume'
if [[ ${FROM:-} == s3 ]]; then
    # shellcheck source-path=SCRIPTDIR source=s3.sh
    source "$(dirname "$0")/s3.sh"
    s3_look
    BACKUP_DIR=$s3_view where="in $s3_url"
fi
file=$DUMP
if [[ $DUMP == latest ]]; then
    file=$(newest_verified)
    [[ -n $file ]] || fail "there is no verified dump $where: name the dump, which is verified before it is" \
        "used. There are: $(dumps "$STAMPED" | head -n 5 | paste -sd ' ')"
fi
if [[ ! $file =~ $STAMPED && ! $file =~ $BEFORE_RESTORE || ! -f $BACKUP_DIR/$file ]]; then
    while read -r known; do result known "$known"; done < <(dumps "$STAMPED" | head -n 100)
    fail "there is no dump '$file' $where"
fi
if [[ ${FROM:-} == s3 ]]; then
    BACKUP_DIR=$volume
    s3_fetch "$file"
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
result file "${s3_url:+$s3_url/}$file"
result bytes "$(stat -c %s "$BACKUP_DIR/$file")"
result sha256 "$sum"
result tables "$tables"
result rows "$rows"
say "$file is good (tables: $tables, rows: $rows)"
