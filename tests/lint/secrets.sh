#!/usr/bin/env bash
# Rule: secrets are compared in constant time (et_crypto), never by memcmp or strcmp. A comparison of
# something public that only sounds secret says so on its line: /* lint: public */.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t all < <(sources)
grep_code '(^|[^a-zA-Z0-9_])(memcmp|bcmp|strcmp|strncmp|strcasecmp)[ \t]*\(.*(key|secret|sig|mac|hash|token|passphrase|verifier)' "${all[@]}" |
	grep -v 'lint: public' >"$tmp" || true
complain_each "compare secrets in constant time, or say lint: public" <"$tmp"

lint_end
