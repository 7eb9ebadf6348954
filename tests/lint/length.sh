#!/usr/bin/env bash
# Rule: a file by hand has 600 lines at most, a C function 80.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

readonly file_lines_max=600
readonly function_lines_max=80

mapfile -t written < <(files '*.c' '*.h' '*.def' '*.cmake' 'CMakeLists.txt' '*.sql' '*.ts' '*.tsx' '*.mjs' '*.css' \
	'*.html' '*.sh' run '.ci/*' | grep -vE '\.gen\.[a-z]+$' || true)
for file in "${written[@]}"; do
	lines=$(wc -l <"$file")
	[[ $lines -le $file_lines_max ]] || complain "$file" "$lines lines, $file_lines_max at most"
done

mapfile -t code < <(files '*.c')
[[ ${#code[@]} -eq 0 ]] || awk -v most=$function_lines_max '
	/^\{/ { start = FNR }
	/^\}/ && start { if (FNR - start - 1 > most) print FILENAME ":" start ":" FNR - start - 1 " lines"; start = 0 }
' "${code[@]}" >"$tmp"
complain_each "function over $function_lines_max lines" <"$tmp"

lint_end
