#!/usr/bin/env bash
# Rule: a source file opens with a comment that says what it owns.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

while IFS= read -r file; do
	case $(head -n 1 "$file") in
	'/*'* | '//'* | '--'* | '# '*) ;;
	*) complain "$file:1" "open with two or three lines on what this file owns" ;;
	esac
done < <(files 'src/*.c' 'src/*.h' 'src/*.sql' 'src/*.def' 'src/*.cmake' 'include/*.h' 'web/src/*.ts' 'web/src/*.tsx')

lint_end
