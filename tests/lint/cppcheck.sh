#!/usr/bin/env bash
# Rule: cppcheck finds nothing (a fast setting: our code only, no system headers).
# uninitvar is left to the compilers: cppcheck 2.10 takes a struct filled through its array for unset.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t code < <(files 'src/*.c')
[[ ${#code[@]} -eq 0 ]] || cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr \
	--suppress=missingInclude --suppress=missingIncludeSystem --suppress=uninitvar --max-configs=1 \
	--template='{file}:{line}: {severity}: {message} [{id}]' --error-exitcode=1 -j "$(nproc)" \
	-Iinclude "${code[@]}" 1>&2 || lint_failed=1

lint_end
