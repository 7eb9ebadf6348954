#!/usr/bin/env bash
# Rule: C is laid out by .clang-format (clang-format -i mends it).
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t code < <(files '*.c' '*.h')
[[ ${#code[@]} -eq 0 ]] || printf '%s\0' "${code[@]}" | xargs -0 -n 20 -P "$(nproc)" \
	clang-format --style=file --dry-run -Werror --ferror-limit=3 2>"$tmp" ||
	complain "$(grep -oE '^[^:]+:[0-9]+' "$tmp" | head -n 20 | paste -sd ' ')" "not as .clang-format lays it out"

lint_end
