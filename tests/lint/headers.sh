#!/usr/bin/env bash
# Rule: a public header stands alone: it compiles as the first include.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

while IFS= read -r file; do
	printf '#include "%s"\n' "${file#include/}" |
		gcc -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -Iinclude -fsyntax-only -x c - 2>"$tmp" ||
		complain "$file" "does not compile alone: $(grep -m 1 error "$tmp")"
done < <(files 'include/*.h')

lint_end
