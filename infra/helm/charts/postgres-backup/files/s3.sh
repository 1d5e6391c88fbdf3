# shellcheck shell=bash
# Dumps in a bucket beside those on the volume. Sourced after lib.sh, where S3_BUCKET is set.
#
# From the environment: S3_BUCKET, S3_PREFIX, S3_ENDPOINT (empty: AWS), S3_REGION, S3_PATH_STYLE, S3_KEEP, S3_KEEP_DAYS,
# S3_CLIENT (the folder of the program rclone); AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which only rclone reads.
#
# A dump is at PREFIX/DATABASE/taskdb_<timestamp>.dump. Its checksum follows when the whole dump was seen there, so one
# without a checksum does not count.

name PGDATABASE "$PGDATABASE"
s3_path=$S3_BUCKET/${S3_PREFIX:+$S3_PREFIX/}$PGDATABASE
s3_url=s3://$s3_path
s3_folder=s3:$s3_path
s3_view=${work:?}/bucket

export RCLONE_CONFIG_S3_TYPE=s3 RCLONE_CONFIG_S3_ENV_AUTH=true RCLONE_CONFIG_S3_NO_CHECK_BUCKET=true
export RCLONE_CONFIG_S3_PROVIDER=AWS RCLONE_CONFIG_S3_REGION=${S3_REGION:-us-east-1}
export RCLONE_CONFIG_S3_FORCE_PATH_STYLE=${S3_PATH_STYLE:-true}
if [[ -n ${S3_ENDPOINT:-} ]]; then
    export RCLONE_CONFIG_S3_PROVIDER=Other RCLONE_CONFIG_S3_ENDPOINT=$S3_ENDPOINT
fi
if [[ -r $S3_CLIENT/ca.crt ]]; then # the image of PostgreSQL need not have any
    export SSL_CERT_FILE=$S3_CLIENT/ca.crt
fi

# A question is asked twice, so that it is soon told when nobody answers; patience is for what is sent and fetched.
s3() {
    attempt "$S3_CLIENT/rclone" --config= --cache-dir="$work/cache" --retries=1 --low-level-retries=2 \
        --contimeout=10s --timeout=60s "$@"
}

# In words why the last call of s3 failed.
s3_reason() {
    case $(<"$work/err") in
        *NoSuchBucket* | *"directory not found"*)
            printf 'there is no bucket %s at %s: correct its name, or make it' "$S3_BUCKET" "${S3_ENDPOINT:-AWS}" ;;
        *InvalidAccessKeyId*)
            printf 'the server does not know the access key: correct the Secret that the CronJob reads' ;;
        *SignatureDoesNotMatch*)
            printf 'the secret key is wrong: correct the Secret that the CronJob reads' ;;
        *"get credentials"* | *NoCredentialProviders*)
            printf 'there are no credentials: name a Secret, or give the service account of the pod a role' ;;
        *AccessDenied* | *Forbidden* | *MethodNotAllowed*)
            printf 'these credentials may not do that in the bucket %s: see what its policy allows' "$S3_BUCKET" ;;
        *AuthorizationHeaderMalformed* | *PermanentRedirect*)
            printf 'the bucket %s is not in the region %s: correct the region' "$S3_BUCKET" "$RCLONE_CONFIG_S3_REGION" ;;
        *RequestTimeTooSkewed*)
            printf 'the clock of this node and that of the server differ too much' ;;
        *x509* | *"HTTP response to HTTPS"*)
            printf 'no trusted TLS connection to %s: see its certificate, and whether it speaks https' "$S3_ENDPOINT" ;;
        *"No space left on device"*)
            reason ;;
        *"connection refused"* | *"no such host"* | *"i/o timeout"* | *"connection reset"* | *"no route to host"* \
            | *EOF* | *"request send failed"* | *"broken pipe"*)
            printf 'the server %s cannot be reached, or went away: see whether it runs' "${S3_ENDPOINT:-of AWS}" ;;
        *)
            printf '%s' "$(sed -n 's/^.*\(Failed to .*\)$/\1/p' "$work/err" | tail -n 1 | cut -c -300)" ;;
    esac
}

# Looks into the bucket: s3_view then is a folder like the volume, whose dumps have their size and no content.
s3_look() {
    local size file
    rm -rf -- "$s3_view"
    mkdir -p "$s3_view"
    s3 lsf --files-only --format=sp --separator='|' "$s3_folder" >"$work/objects" \
        || fail "what is in $s3_url cannot be read: $(s3_reason)"
    [[ -s $work/objects ]] || return 0
    s3 copy --max-depth=1 --max-size=4k --include='*.dump.sha256' --include='*.dump.verified' "$s3_folder" "$s3_view" \
        || fail "the checksums in $s3_url cannot be read: $(s3_reason)"
    while IFS='|' read -r size file; do
        if [[ ! $file =~ $STAMPED || ! $size =~ ^[0-9]{1,15}$ ]]; then
            continue
        elif [[ -f $s3_view/$file.sha256 ]]; then
            truncate -s "$size" "$s3_view/$file"
        else
            say "$file in $s3_url has no checksum beside it: it was not sent as a whole, and does not count"
        fi
    done <"$work/objects"
}

# Whether the server says (HEAD) that it has a dump of the size and with the checksum of that on the volume.
s3_has() {
    local bytes
    bytes=$(stat -c %s "$BACKUP_DIR/$1")
    s3 lsjson --stat --metadata "$s3_folder/$1" >"$work/head" \
        || fail "whether $1 is in $s3_url could not be asked: $(s3_reason)"
    grep -q "\"Size\": $bytes,\$" "$work/head" && grep -qE "\"sha256\": \"$2\",?\$" "$work/head"
}

# Sends a dump of the volume. It appears when all of it has arrived; then the server is asked for it.
s3_put() {
    local file=$1 sum
    sum=$(cut -d ' ' -f 1 "$BACKUP_DIR/$file.sha256")
    s3_look
    if [[ -f $s3_view/$file ]] && s3_has "$file" "$sum"; then
        say "$file is in $s3_url already"
    else
        say "Sending $file to $s3_url"
        s3 copyto --retries=2 --retries-sleep=5s --low-level-retries=3 --ignore-times \
            --header-upload="x-amz-meta-sha256: $sum" "$BACKUP_DIR/$file" "$s3_folder/$file" \
            || fail "$file could not be sent to $s3_url: $(s3_reason)"
        s3_has "$file" "$sum" || fail "$file was sent to $s3_url, but is not there in its size and with its checksum:" \
            "send it again"
    fi
    s3_note "$file" sha256
    s3_note "$file" verified
    say "$s3_url/$file is there, $(stat -c %s "$BACKUP_DIR/$file") bytes, sha256 $sum"
    result s3 "$s3_url/$file"
}

# Sends what lies beside a dump under that ending, where there is such a thing.
s3_note() {
    [[ -f $BACKUP_DIR/$1.$2 ]] || return 0
    s3 copyto --ignore-times "$BACKUP_DIR/$1.$2" "$s3_folder/$1.$2" \
        || fail "$1 is in $s3_url, but $1.$2 could not be sent there: $(s3_reason)"
}

# Deletes old dumps in the bucket by the same rules as on the volume, and what is left of uploads that were broken off.
s3_retain() {
    local BACKUP_DIR=$s3_view
    s3 backend cleanup -o max-age=24h "$s3_folder" >/dev/null \
        || say "Unfinished uploads in $s3_url could not be removed: $(s3_reason)"
    [[ ${S3_KEEP:-0} != 0 || ${S3_KEEP_DAYS:-0} != 0 ]] || return 0
    s3_look
    remove=s3_remove retain "${S3_KEEP:-0}" "${S3_KEEP_DAYS:-0}"
}

s3_remove() {
    if s3 delete --max-depth=1 --include="/$1" --include="/$1.sha256" --include="/$1.verified" "$s3_folder"; then
        say "Deleted $s3_url/$1"
        result s3deleted "$1"
    else
        say "WARNING: $s3_url/$1 is too old, but could not be deleted: $(s3_reason)"
    fi
}

# Fetches a dump of the bucket to the volume, and makes the folder in which it then lies BACKUP_DIR.
s3_fetch() {
    local folder=$BACKUP_DIR/.fetched
    rm -rf -- "$folder"
    undo+=("rm -rf -- '$folder'")
    say "Fetching $1 from $s3_url"
    s3 copy --retries=2 --retries-sleep=5s --low-level-retries=3 --max-depth=1 --include="/$1" \
        --include="/$1.sha256" "$s3_folder" "$folder" \
        || fail "$1 could not be fetched from $s3_url: $(s3_reason)"
    BACKUP_DIR=$folder
}
