#!/usr/bin/env bash
# Second half of a restore: dumps DATABASE as it is (DUMP_BEFORE=true), then renames it to FORMER and STAGED to its
# name, both in one transaction. FORMER is dropped where it was dumped before. Runs QUERY on the result.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

name DATABASE "${DATABASE:-}"
[[ $STAGED =~ ^${DATABASE}_restore_([0-9]{14})$ ]] \
    || fail "STAGED is '$STAGED', which is not a name for a staged database"
former=${DATABASE}_before_${BASH_REMATCH[1]}

# What belongs to a database and is in no dump of its content: owner, limits, settings, privileges.
properties() {
    sql "$MAINTENANCE_DATABASE" -v old="$DATABASE" -v new="$STAGED" <<'SQL'
SELECT format('ALTER DATABASE %I OWNER TO %I', :'new', pg_get_userbyid(datdba)) FROM pg_database
    WHERE datname = :'old' AND pg_get_userbyid(datdba) <> current_user
UNION ALL
SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', :'new', datconnlimit) FROM pg_database
    WHERE datname = :'old' AND datconnlimit <> -1
UNION ALL
SELECT format('ALTER %s SET %s TO %s',
              CASE s.setrole WHEN 0 THEN format('DATABASE %I', :'new')
                  ELSE format('ROLE %I IN DATABASE %I', pg_get_userbyid(s.setrole), :'new') END,
              split_part(c, '=', 1), CASE WHEN split_part(c, '=', 1) IN ('search_path', 'DateStyle')
                  THEN substr(c, strpos(c, '=') + 1) ELSE quote_literal(substr(c, strpos(c, '=') + 1)) END)
    FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) c
    WHERE d.datname = :'old'
UNION ALL
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', :'new') FROM pg_database
    WHERE datname = :'old' AND datacl IS NOT NULL
UNION ALL
SELECT format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, :'new',
              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
              CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = :'old' AND a.grantee <> d.datdba \gexec
SQL
}

# A rename waits for no session: those that are there are ended in the same breath.
swap() {
    sql "$MAINTENANCE_DATABASE" -v old="$DATABASE" -v new="$STAGED" -v former="$former" <<'SQL'
SELECT count(pg_terminate_backend(pid)) AS ended FROM pg_stat_activity WHERE datname IN (:'old', :'new')
    AND pid <> pg_backend_pid() \gset
BEGIN;
SELECT format('ALTER DATABASE %I RENAME TO %I', :'old', :'former')
    WHERE EXISTS (SELECT FROM pg_database WHERE datname = :'old') \gexec
ALTER DATABASE :"new" RENAME TO :"old";
COMMIT;
SQL
}

lock
connect
if ! has_database "$STAGED" && has_database "$DATABASE" && has_database "$former"; then
    say "$DATABASE was put in place already"
else
    has_database "$STAGED" || fail "the database $STAGED is not there any more: run the restore again"
    undo+=("drop_database $STAGED")
    if has_database "$DATABASE"; then
        if [[ ${DUMP_BEFORE:-true} == true ]]; then
            dump "$DATABASE" .before-restore
            result before "$file"
        fi
        attempt properties || fail "could not give $STAGED the owner, settings and privileges of $DATABASE: $(reason)"
    else
        say "There is no database $DATABASE: nothing to dump before"
    fi
    for ((try = 1; ; try++)); do
        attempt swap && break
        grep -q 'being accessed by other users' "$work/err" || fail "could not rename $STAGED to $DATABASE: $(reason)"
        ((try < 10)) || fail "sessions keep coming back to $DATABASE, so it cannot be replaced; it is as it was. Stop" \
            "what connects to it: $(sql "$MAINTENANCE_DATABASE" -v old="$DATABASE" <<<"SELECT DISTINCT usename || '@' ||
            coalesce(host(client_addr), 'local') FROM pg_stat_activity WHERE datname = :'old'" | paste -sd ' ')"
        sleep 1
    done
    unset 'undo[-1]'
fi
say "$DATABASE is the restored database now"
result replaced true
[[ -z ${QUERY:-} ]] || query "$DATABASE" "$QUERY"
if [[ ${DUMP_BEFORE:-true} == true ]]; then
    drop_database "$former"
elif has_database "$former"; then
    say "What it was before is kept as the database $former: drop it when nobody needs it"
    result former "$former"
fi
