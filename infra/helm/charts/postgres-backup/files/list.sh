#!/usr/bin/env bash
# Lists the dumps on the volume, or with FROM=s3 those in the bucket, newest first, each as
# ::dump=name|bytes|seconds since 1970|verified, or not|tables|rows|sha256|kind
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

if [[ ${FROM:-} == s3 ]]; then
    # shellcheck source-path=SCRIPTDIR source=s3.sh
    source "$(dirname "$0")/s3.sh"
    s3_look
    BACKUP_DIR=$s3_view
fi

row() {
    local file=$1 kind=$2 state='' sum='' tables='' rows='' stamp
    if verified "$file"; then
        state=verified tables=$(noted "$file" tables) rows=$(noted "$file" rows)
    fi
    [[ -f $BACKUP_DIR/$file.sha256 ]] && sum=$(cut -d ' ' -f 1 "$BACKUP_DIR/$file.sha256")
    stamp=${file#"${PGDATABASE}"_}
    stamp=$(date -u -d "${stamp:0:4}-${stamp:4:2}-${stamp:6:2} ${stamp:9:2}:${stamp:11:2}:${stamp:13:2}" +%s) || stamp=0
    result dump "$file|$(stat -c %s "$BACKUP_DIR/$file")|$stamp|$state|$tables|$rows|$sum|$kind"
}

while read -r file; do row "$file" backup; done < <(dumps "$STAMPED")
while read -r file; do row "$file" before-restore; done < <(dumps "$BEFORE_RESTORE")
result place "${s3_url:-}"
result free "$(df -B1 --output=avail "$BACKUP_DIR" | tail -n 1 | tr -d ' ')"
result size "$(df -B1 --output=size "$BACKUP_DIR" | tail -n 1 | tr -d ' ')"
result now "$(date -u +%s)"
