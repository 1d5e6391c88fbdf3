#!/usr/bin/env bash
# Dumps the database to the volume; then, as asked, verifies the dump (VERIFY=true) and deletes old ones (KEEP,
# KEEP_DAYS; 0: no such rule), and sends it to a bucket where S3_BUCKET is set.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

lock
find "$BACKUP_DIR" -maxdepth 1 -type f -name '*.part' -delete # left by a run that was killed
rm -rf -- "$BACKUP_DIR/.fetched"
connect
dump "$PGDATABASE" ""
bytes=$(stat -c %s "$BACKUP_DIR/$file")
say "Wrote $file, $bytes bytes, sha256 $sum"
result file "$file"
result bytes "$bytes"
result sha256 "$sum"
if [[ ${VERIFY:-false} == true ]]; then
    verify "$file"
    result verified true
    result tables "$tables"
    result rows "$rows"
fi
retain "${KEEP:-0}" "${KEEP_DAYS:-0}"
if [[ -n ${S3_BUCKET:-} ]]; then
    # shellcheck source-path=SCRIPTDIR source=s3.sh
    source "$(dirname "$0")/s3.sh"
    s3_put "$file"
    s3_retain
fi
