#!/usr/bin/env bash
# Rule: SQL lives in src/store/sql/, never in a C string; the few PRAGMA and transaction words only in store.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t all < <(sources)
mapfile -t outside < <(sources | grep -vE '^(src|include/etatunti)/store/' || true)

# Words in this order inside one string: SQL shouts, prose does not.
statements='"[^"]*(SELECT [^"]*FROM |INSERT (OR [A-Z]+ )?INTO |UPDATE [a-z_]+ SET |DELETE FROM |(CREATE|DROP|ALTER) (UNIQUE |TEMP )?(TABLE|INDEX|TRIGGER|VIEW) )'
session='"[ \t]*(PRAGMA |BEGIN[ ;"]|COMMIT|ROLLBACK|SAVEPOINT |RELEASE |ATTACH |VACUUM)'

grep_code "$statements" "${all[@]}" >"$tmp"
complain_each "SQL in a C string belongs to src/store/sql/" <"$tmp"
grep_code "$session" "${outside[@]}" >"$tmp"
complain_each "only store speaks SQL" <"$tmp"

lint_end
