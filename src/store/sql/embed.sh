#!/bin/sh
# Turns the migrations and the named queries into sql.gen.h and sql.gen.c. Called by the build:
# embed.sh SQL_DIR OUT_DIR
set -eu
sql=$1
out=$2
mkdir -p "$out"

awk -v mode=h -f "$sql/embed.awk" "$sql"/queries/*.sql >"$out/sql.gen.h.new"
{
	awk -v mode=c -f "$sql/embed.awk" "$sql"/queries/*.sql
	# Migrations byte for byte (their hash is recorded), as numbers: no limit of a string literal.
	count=0
	for file in "$sql"/migrations/*.sql; do
		count=$((count + 1))
		name=$(basename "$file" .sql)
		case $name in
		"$(printf '%04d' $count)"_*) ;;
		*)
			echo "$file: migrations are numbered without gaps" >&2
			exit 1
			;;
		esac
		printf 'static const unsigned char migration_%d[] = {' "$count"
		od -An -v -tu1 "$file" | tr -s ' \n' ',' | sed 's/^,//'
		printf '0};\n'
	done
	printf 'const struct et_sql_migration et_sql_migrations[] = {\n'
	i=0
	for file in "$sql"/migrations/*.sql; do
		i=$((i + 1))
		printf '\t{"%s", migration_%d, sizeof(migration_%d) - 1},\n' "$(basename "$file" .sql)" $i $i
	done
	printf '};\nconst size_t et_sql_migrations_count = %d;\n' "$count"
} >"$out/sql.gen.c.new"
mv "$out/sql.gen.h.new" "$out/sql.gen.h"
mv "$out/sql.gen.c.new" "$out/sql.gen.c"
