#!/usr/bin/env bash
# Drops the database STAGED of a restore that came to nothing.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

[[ $STAGED =~ ^[A-Za-z_][A-Za-z0-9_]{0,39}_restore_[0-9]{14}$ ]] \
    || fail "STAGED is '$STAGED', which is not the name of a staged database"
connect
drop_database "$STAGED"
say "$STAGED is gone"
