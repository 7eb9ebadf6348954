#!/usr/bin/env bash
# Rule: the top level stays what ARCHITECTURE.md shows: a newcomer sees the whole at one glance.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

readonly allowed=' src include web certs tests CMakeLists.txt README.md SECURITY.md run LICENSE '

while IFS= read -r entry; do
	[[ $entry == .* || $allowed == *" $entry "* ]] ||
		complain "$entry" "does not belong to the top level"
done < <(files | cut -d/ -f1 | sort -u)

lint_end
