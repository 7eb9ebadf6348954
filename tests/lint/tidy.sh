#!/usr/bin/env bash
# Rule: clang-tidy finds nothing (.clang-tidy). Slow: takes the files changed since the last commit, or
# with LINT_ALL=1 every file. Needs build/compile_commands.json (./run lint makes it).
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

if [[ ${LINT_ALL-} == 1 ]]; then
	mapfile -t code < <(files 'src/*.c')
else
	mapfile -t code < <({ git diff --name-only HEAD; git ls-files --others --exclude-standard; } |
		grep -E '^src/.*\.c$' | sort -u || true)
fi
if [[ ${#code[@]} -gt 0 && ! -f build/compile_commands.json ]]; then
	complain build "no compile_commands.json: configure first (cmake -B build)"
	lint_end
fi
[[ ${#code[@]} -eq 0 ]] || printf '%s\0' "${code[@]}" |
	xargs -0 -n 4 -P "$(nproc)" clang-tidy --quiet -p build \
		--extra-arg=-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang 2>/dev/null >"$tmp" || {
	grep -E '(warning|error):' "$tmp" | sort -u >&2 || tail -n 5 "$tmp" >&2
	lint_failed=1
}

lint_end
