/*
 * etatunti-gen [--check] SOURCE: writes (or compares) what is made from the registries.
 *   src/PROTOCOL.md                its tables
 *   web/src/wire/messages.gen.ts   types
 *   tests/fuzz/protocol.dict       words
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"

#define FILE_LEN_MAX ((size_t)1 << 22)

static enum et_err make_protocol(struct et_buf *out, struct et_slice before)
{
	return et_gen_markdown(out, before);
}

static enum et_err make_types(struct et_buf *out, struct et_slice before)
{
	(void)before;
	et_gen_typescript(out);
	return et_buf_err(out);
}

static enum et_err make_dictionary(struct et_buf *out, struct et_slice before)
{
	(void)before;
	et_gen_dictionary(out);
	return et_buf_err(out);
}

static const struct {
	const char *path;
	enum et_err (*make)(struct et_buf *out, struct et_slice before);
} targets[] = {
	{ "src/PROTOCOL.md", make_protocol },
	{ "web/src/wire/messages.gen.ts", make_types },
	{ "tests/fuzz/protocol.dict", make_dictionary },
};

/* What the file holds; empty if it is not there. */
static void read_file(struct et_buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char part[4096];
	size_t len;

	if (file == NULL)
		return;
	while ((len = fread(part, 1, sizeof(part), file)) > 0)
		et_buf_bytes(out, part, len);
	fclose(file);
}

static bool write_file(const char *path, struct et_slice bytes)
{
	FILE *file = fopen(path, "wb");
	bool ok;

	if (file == NULL)
		return false;
	ok = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
	return fclose(file) == 0 && ok;
}

/* 0: it is, or has been, made current; 1: it is stale; 2: it could not be made or written. */
static int run(const char *source, size_t i, bool check)
{
	struct et_buf before, after;
	char path[4096];
	int code = 0;

	snprintf(path, sizeof(path), "%s/%s", source, targets[i].path);
	et_buf_init(&before, FILE_LEN_MAX);
	et_buf_init(&after, FILE_LEN_MAX);
	read_file(&before, path);
	if (targets[i].make(&after, et_buf_view(&before)) != ET_OK) {
		fprintf(stderr, "etatunti-gen: %s can't be made\n", targets[i].path);
		code = 2;
	} else if (!et_slice_eq(et_buf_view(&before), et_buf_view(&after))) {
		if (check) {
			fprintf(stderr, "%s is stale: cmake --build build --target gen\n",
				targets[i].path);
			code = 1;
		} else if (!write_file(path, et_buf_view(&after))) {
			perror(path);
			code = 2;
		} else {
			printf("%s\n", targets[i].path);
		}
	}
	et_buf_fini(&after);
	et_buf_fini(&before);
	return code;
}

int main(int argc, char **argv)
{
	bool check = argc == 3 && strcmp(argv[1], "--check") == 0;
	int worst = 0;

	if (argc != 2 && !check) {
		fputs("usage: etatunti-gen [--check] SOURCE\n", stderr);
		return 2;
	}
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		int code = run(argv[argc - 1], i, check);

		worst = code > worst ? code : worst;
	}
	return worst;
}
