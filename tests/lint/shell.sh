#!/usr/bin/env bash
# Rule: shellcheck finds nothing in any shell script.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t scripts < <(files | while IFS= read -r file; do
	case $(head -c 40 "$file" | head -n 1 | tr -d '\0') in
	'#!'*bash | '#!/bin/sh'*) echo "$file" ;;
	esac
done)
[[ ${#scripts[@]} -eq 0 ]] || shellcheck -x --source-path=SCRIPTDIR --exclude=SC2317 --format=gcc "${scripts[@]}" 1>&2 || lint_failed=1

lint_end
