#!/usr/bin/env bash
# Verifies the dump FILE, unless it is empty; then deletes old dumps as KEEP and KEEP_DAYS say.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

lock
if [[ -n ${FILE:-} ]]; then
    [[ $FILE =~ $STAMPED && -f $BACKUP_DIR/$FILE ]] || fail "there is no dump '$FILE' on the volume"
    connect
    verify "$FILE"
    result verified true
    result tables "$tables"
    result rows "$rows"
fi
retain "${KEEP:-0}" "${KEEP_DAYS:-0}"
