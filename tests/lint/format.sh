#!/usr/bin/env bash
# Rule: C is laid out by .clang-format (./run lint --fix mends it).
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t code < <(files '*.c' '*.h')
if [[ ${LINT_FIX-} == 1 && ${#code[@]} -gt 0 ]]; then
	clang-format --style=file -i "${code[@]}"
fi
[[ ${#code[@]} -eq 0 ]] || printf '%s\0' "${code[@]}" | xargs -0 -n 20 -P "$(nproc)" \
	clang-format --style=file --dry-run -Werror --ferror-limit=3 2>"$tmp" ||
	complain "$(grep -oE '^[^:]+:[0-9]+' "$tmp" | head -n 20 | paste -sd ' ')" "not as .clang-format lays it out"

lint_end
