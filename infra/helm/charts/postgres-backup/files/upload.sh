#!/usr/bin/env bash
# Sends the dump FILE of the volume to the bucket; then deletes old ones there as S3_KEEP and S3_KEEP_DAYS say.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=s3.sh
source "$(dirname "$0")/s3.sh"

lock
FILE=${FILE:?is not set}
[[ $FILE =~ $STAMPED && -f $BACKUP_DIR/$FILE ]] || fail "there is no dump '$FILE' on the volume"
check_sum "$FILE"
s3_put "$FILE"
s3_retain
