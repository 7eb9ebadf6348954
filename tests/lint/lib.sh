# For every lint: where it looks and how it complains. Sourced, not run; knows no rule.
# shellcheck shell=bash
set -euo pipefail
cd "${LINT_ROOT:-$(dirname "${BASH_SOURCE[0]}")/../..}"

lint_failed=0
tmp=$(mktemp)
trap 'rm -f "$tmp"' EXIT

# files PATHSPEC...: what git has or would take, one a line; gone files are left out.
files() {
	local name
	git ls-files --cached --others --exclude-standard -- "$@" | sort -u | while IFS= read -r name; do
		[[ ! -f $name ]] || echo "$name"
	done
}

sources() { files 'src/*.c' 'src/*.h' 'include/*.h'; }

# layer_of FILE: the layer that owns it.
layer_of() {
	local rest=${1#include/etatunti/}
	rest=${rest#src/}
	echo "${rest%%/*}"
}

# complain WHERE SENTENCE: one finding.
complain() {
	echo "$1: $2" >&2
	lint_failed=1
}

# complain_each SENTENCE: findings from standard input as file:line:text; none is fine.
complain_each() {
	local file line text
	while IFS=: read -r file line text; do
		complain "$file:$line" "$1: $(sed 's/^[[:space:]]*//' <<<"$text" | cut -c1-90)"
	done
}

# grep_code PATTERN FILE...: file:line:text of matches outside comments. String contents count as code.
grep_code() {
	local pattern=$1
	shift
	[[ $# -gt 0 ]] || return 0
	awk -v pattern="$pattern" '
		FNR == 1 { inside = 0 }
		{
			line = $0
			code = ""
			while (line != "") {
				if (inside) {
					end = index(line, "*/")
					if (!end) { line = ""; break }
					line = substr(line, end + 2); inside = 0; continue
				}
				start = match(line, /\/\*|\/\//)
				if (!start) { code = code line; break }
				code = code substr(line, 1, start - 1)
				if (substr(line, start, 2) == "//" ) break
				line = substr(line, start + 2); inside = 1
			}
			if (code ~ pattern) print FILENAME ":" FNR ":" $0
		}' "$@"
}

lint_end() { exit "$lint_failed"; }
