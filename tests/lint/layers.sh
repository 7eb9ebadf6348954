#!/usr/bin/env bash
# Rule: a layer includes and links only itself and the layers below it (src/ARCHITECTURE.md).
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

declare -A below=(
	[base]="" [crypto]="base" [domain]="base" [ipc]="base"
	[store]="base crypto domain" [proto]="base domain"
	[service]="base crypto domain store proto"
	[core]="base crypto domain store proto service ipc"
	[front]="base ipc"
	[mail]="base ipc"
	[app]="base crypto domain store proto service core ipc front mail"
)

may_use() { [[ $2 == "$1" || " ${below[$1]} " == *" $2 "* ]]; }

# without_own LAYER FILE: findings less those that stay in the private folder of the file's own layer.
without_own() {
	local finding path
	while IFS= read -r finding; do
		path=$(cut -d'"' -f2 <<<"$finding")
		path=$(realpath -m --relative-to=. "$(dirname "$2")/$path")
		[[ $path == "src/$1/"* ]] || echo "$finding"
	done
}

while IFS= read -r file; do
	layer=$(layer_of "$file")
	if [[ ! -v below[$layer] ]]; then
		complain "$file" "is in no known layer"
		continue
	fi
	while IFS=: read -r line other; do
		may_use "$layer" "$other" || complain "$file:$line" "layer $layer may not include layer $other"
	done < <(sed -nE '/^[ \t]*#[ \t]*include[ \t]*[<"]etatunti\//{=;s/.*etatunti\/([a-z]+)\/.*/\1/p}' "$file" |
		paste -d: - -)
	grep_code '^[ \t]*#[ \t]*include[ \t]*"[.][.]' "$file" | without_own "$layer" "$file" >"$tmp"
	complain_each "includes reach other folders by etatunti/<layer>/, never by .." <"$tmp"
done < <(sources)

while IFS= read -r file; do
	layer=$(layer_of "$file")
	while IFS= read -r other; do
		[[ ! -v below[$other] ]] || may_use "$layer" "$other" ||
			complain "$file" "layer $layer may not link et_$other"
	done < <(grep -oE '\bet_[a-z]+\b' "$file" | sed 's/^et_//' | sort -u)
done < <(files 'src/*/CMakeLists.txt')

lint_end
