# Reads queries/*.sql: "-- :name foo_bar" opens a query, further "--" lines are comments, a line that
# ends in ";" closes it. mode=h writes the enum, mode=c the table.

function fail(what) {
	print FILENAME ":" FNR ": " what > "/dev/stderr"
	failed = 1
	exit 1
}

FNR == 1 {
	if (name != "") fail("the query before this file is not closed by ;")
	file = FILENAME
	sub(/^.*\//, "", file)
	sub(/\.sql$/, "", file)
}
/^-- :name / {
	if (name != "") fail("query " name " is not closed by ;")
	name = $3
	if (name !~ /^[a-z][a-z0-9_]*$/) fail("bad name " name)
	if (name in seen) fail("name " name " is used twice")
	seen[name] = 1
	names[++count] = name
	files[count] = file
	text[count] = ""
	next
}
/^--/ || /^[ \t]*$/ { next }
{
	if (name == "") fail("SQL outside a named query")
	line = $0
	gsub(/^[ \t]+|[ \t]+$/, "", line)
	closed = line ~ /;$/
	sub(/;$/, "", line)
	gsub(/\\/, "\\\\", line)
	gsub(/"/, "\\\"", line)
	text[count] = text[count] (text[count] == "" ? "" : "\n") "\t\t\"" line (closed ? "" : " ") "\""
	if (closed) name = ""
}
END {
	if (failed) exit 1
	if (name != "") fail("query " name " is not closed by ;")
	print "/* Written by src/store/sql/embed.sh from src/store/sql. */"
	if (mode == "h") {
		print "#ifndef ETATUNTI_STORE_SQL_GEN_H\n#define ETATUNTI_STORE_SQL_GEN_H\n"
		print "#include <stddef.h>\n\nenum et_query {"
		for (i = 1; i <= count; i++) print "\tET_Q_" toupper(names[i]) ","
		print "\tET_Q_COUNT\n};\n"
		print "struct et_sql_query {\n\tconst char *name, *file, *sql;\n};"
		print "struct et_sql_migration {\n\tconst char *name;\n\tconst unsigned char *sql;\n\tsize_t sql_len;\n};\n"
		print "extern const struct et_sql_query et_sql_queries[ET_Q_COUNT];"
		print "extern const struct et_sql_migration et_sql_migrations[];"
		print "extern const size_t et_sql_migrations_count;\n\n#endif"
	} else {
		print "#include \"sql.gen.h\"\n"
		print "const struct et_sql_query et_sql_queries[ET_Q_COUNT] = {"
		for (i = 1; i <= count; i++)
			print "\t[ET_Q_" toupper(names[i]) "] = {\"" names[i] "\", \"" files[i] "\",\n" text[i] "},"
		print "};\n"
	}
}
