/*
 * Line by line: the build writes one form, so whatever differs from it is refused, not understood.
 */
#include "manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/buf.h>
#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>

#define SUM_LEN 64

struct reader {
	struct et_slice rest;
	size_t line_no;
	struct et_buf
		lines; /* "path sum\n" of every file: the id is the beginning of its SHA-256 */
	char *why;
};

static enum et_err refuse(const struct reader *reader, const char *what)
{
	snprintf(reader->why, ET_MANIFEST_WHY_MAX, "line %zu: %s", reader->line_no, what);
	return ET_BAD_PARAM;
}

/* Cuts the next line off, without its end; false when there is none. */
static bool next_line(struct reader *reader, struct et_slice *line)
{
	const uint8_t *end =
		reader->rest.len > 0 ? memchr(reader->rest.ptr, '\n', reader->rest.len) : NULL;
	size_t len;

	reader->line_no++;
	if (end == NULL)
		return false;
	len = (size_t)(end - reader->rest.ptr);
	*line = et_slice_sub(reader->rest, 0, len);
	reader->rest = et_slice_sub(reader->rest, len + 1, reader->rest.len);
	return true;
}

/* Whether the line begins so; if it does, that is cut off. */
static bool skip(struct et_slice *line, const char *text)
{
	size_t len = strlen(text);

	if (line->len < len || memcmp(line->ptr, text, len) != 0)
		return false;
	*line = et_slice_sub(*line, len, line->len);
	return true;
}

static enum et_err expect(struct reader *reader, const char *text)
{
	struct et_slice line;

	if (!next_line(reader, &line) || !et_slice_eq_str(line, text))
		return refuse(reader, "it is not what web/build.mjs writes");
	return ET_OK;
}

static bool is_path_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		c == '-' || c == '_' || c == '.';
}

/* Names between single slashes; none begins with a dot. */
static bool is_path(const char *path)
{
	bool at_start = true;

	for (const char *c = path; *c != '\0'; c++) {
		if (*c == '/' ? at_start : !is_path_char(*c) || (at_start && *c == '.'))
			return false;
		at_start = *c == '/';
	}
	return !at_start && strcmp(path, ET_MANIFEST_NAME) != 0;
}

/* What follows the indent of a file's line: path": "sum" and a comma but for the last. */
static enum et_err read_file(
	struct reader *reader, struct et_slice line, struct et_manifest_file *file, bool *last)
{
	const uint8_t *quote = line.len > 0 ? memchr(line.ptr, '"', line.len) : NULL;
	size_t len = quote != NULL ? (size_t)(quote - line.ptr) : 0;

	if (len == 0 || len > ET_MANIFEST_PATH_MAX)
		return refuse(reader, "a file without a name, or with too long a one");
	memcpy(file->path, line.ptr, len);
	file->path[len] = '\0';
	if (strlen(file->path) != len || !is_path(file->path))
		return refuse(reader, "a file whose name is not one of the bundle");
	line = et_slice_sub(line, len, line.len);
	if (!skip(&line, "\": \"") || line.len < SUM_LEN ||
		et_hex_decode(et_slice_sub(line, 0, SUM_LEN), file->sum.b, sizeof(file->sum.b)) !=
			ET_OK)
		return refuse(reader, "a file without its SHA-256");
	et_buf_printf(&reader->lines, "%s %.*s\n", file->path, SUM_LEN, (const char *)line.ptr);
	line = et_slice_sub(line, SUM_LEN, line.len);
	*last = et_slice_eq_str(line, "\"");
	return *last || et_slice_eq_str(line, "\",")
		? ET_OK
		: refuse(reader, "it is not what web/build.mjs writes");
}

static enum et_err read_files(struct reader *reader, struct et_manifest *out)
{
	struct et_slice line;
	bool last = false;
	enum et_err err;

	while (!last) {
		struct et_manifest_file *file = &out->files[out->count];

		if (!next_line(reader, &line) || !skip(&line, "\t\t\""))
			return refuse(reader, "it is not what web/build.mjs writes");
		if (out->count == ET_MANIFEST_FILES_MAX)
			return refuse(reader, "more than 4096 files");
		if ((err = read_file(reader, line, file, &last)) != ET_OK)
			return err;
		if (out->count > 0 && strcmp(file[-1].path, file->path) >= 0)
			return refuse(reader, "the files are not in order, or one stands twice");
		out->count++;
	}
	return ET_OK;
}

/* The id must be the one that the files have. */
static enum et_err read_id(struct reader *reader, struct et_manifest *out)
{
	char sum[SUM_LEN + 1], line[64];
	struct et_hash hash;

	if (et_buf_err(&reader->lines) != ET_OK)
		return et_buf_err(&reader->lines);
	hash = et_sha256_of(et_buf_view(&reader->lines));
	et_hex_encode(et_hash_slice(&hash), sum);
	snprintf(out->id, sizeof(out->id), "%.*s", ET_MANIFEST_ID_LEN, sum);
	snprintf(line, sizeof(line), "\t\"id\": \"%s\"", out->id);
	if (expect(reader, line) != ET_OK)
		return refuse(reader, "the id is not that of the files");
	return expect(reader, "}");
}

bool et_manifest_is_packed(const struct et_manifest_file *file)
{
	size_t len = strlen(file->path);
	const char *ending = len > 3 ? file->path + len - 3 : "";

	return strcmp(ending, ".gz") == 0 || strcmp(ending, ".br") == 0;
}

/* Whether what a packed file unpacks to is there too, and the page itself. */
static enum et_err check_bases(struct reader *reader, const struct et_manifest *manifest)
{
	char base[ET_MANIFEST_PATH_MAX + 1];

	if (et_manifest_find(manifest, "index.html") == NULL)
		return refuse(reader, "there is no index.html");
	for (size_t i = 0; i < manifest->count; i++) {
		const char *path = manifest->files[i].path;

		if (!et_manifest_is_packed(&manifest->files[i]))
			continue;
		snprintf(base, sizeof(base), "%.*s", (int)strlen(path) - 3, path);
		if (et_manifest_find(manifest, base) == NULL)
			return refuse(reader, "a packed file without the file itself");
	}
	return ET_OK;
}

enum et_err et_manifest_read(
	struct et_slice text, struct et_manifest *out, char why[ET_MANIFEST_WHY_MAX])
{
	struct reader reader = { .rest = text, .why = why };
	enum et_err err;

	memset(out, 0, sizeof(*out));
	why[0] = '\0';
	if ((out->files = calloc(ET_MANIFEST_FILES_MAX + 1, sizeof(*out->files))) == NULL)
		return ET_NO_MEMORY;
	et_buf_init(&reader.lines, ET_MANIFEST_BYTES_MAX);
	if ((err = expect(&reader, "{")) == ET_OK &&
		(err = expect(&reader, "\t\"v\": 1,")) == ET_OK &&
		(err = expect(&reader, "\t\"files\": {")) == ET_OK &&
		(err = read_files(&reader, out)) == ET_OK &&
		(err = expect(&reader, "\t},")) == ET_OK &&
		(err = read_id(&reader, out)) == ET_OK && reader.rest.len > 0)
		err = refuse(&reader, "something follows its end");
	if (err == ET_OK)
		err = check_bases(&reader, out);
	et_buf_fini(&reader.lines);
	if (err != ET_OK)
		et_manifest_fini(out);
	return err;
}

void et_manifest_fini(struct et_manifest *manifest)
{
	free(manifest->files);
	memset(manifest, 0, sizeof(*manifest));
}

static int by_path(const void *path, const void *file)
{
	return strcmp(path, ((const struct et_manifest_file *)file)->path);
}

const struct et_manifest_file *et_manifest_find(
	const struct et_manifest *manifest, const char *path)
{
	return bsearch(path, manifest->files, manifest->count, sizeof(*manifest->files), by_path);
}
