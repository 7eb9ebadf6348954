#!/usr/bin/env bash
# Rule: no private key, no program and no build product in git. Pictures for the reader are small and in
# PNG or SVG; the fuzz corpus may hold bytes of any kind.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

readonly picture_bytes_max=400000

git grep --untracked -IlE -e '-----BEGIN ([A-Z]+ )*PRIVATE KEY-----' -- . ':!tests/lint/self-test' >"$tmp" 2>/dev/null || true
while IFS= read -r file; do
	complain "$file" "holds a private key"
done <"$tmp"

while IFS= read -r file; do
	case $file in
	tests/fuzz/corpus/*) ;;
	*.png)
		[[ $(stat -c %s "$file") -le $picture_bytes_max ]] ||
			complain "$file" "a picture over $picture_bytes_max bytes"
		;;
	*.db | *.db-wal | *.pem | *.key | */node_modules/*) complain "$file" "is a product, not a source" ;;
	*) [[ ! -s $file ]] || grep -qI . "$file" || complain "$file" "is binary" ;;
	esac
done < <(files)

lint_end
