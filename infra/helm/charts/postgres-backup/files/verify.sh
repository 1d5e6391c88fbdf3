#!/usr/bin/env bash
# Verifies the dump FILE, unless it is empty, and notes that in the bucket where the dump is there too; then deletes old
# dumps as KEEP and KEEP_DAYS say.
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
if [[ -n ${FILE:-} && -n ${S3_BUCKET:-} ]]; then
    # shellcheck source-path=SCRIPTDIR source=s3.sh
    source "$(dirname "$0")/s3.sh"
    s3_look
    [[ ! -f $s3_view/$FILE ]] || s3_note "$FILE" verified
fi
retain "${KEEP:-0}" "${KEEP_DAYS:-0}"
