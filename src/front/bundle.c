/*
 * Reading the folder of the built front end. What is served is exactly what this table holds: a
 * path is looked up, never opened.
 */
#include "bundle.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>

#define DEPTH_MAX 8
#define ETAG_BYTES 12

struct loader {
	struct et_bundle *bundle;
	char *message;
	size_t cap;
	unsigned depth;
};

static const struct {
	const char *ending, *type;
} types[] = {
	{ ".html", "text/html; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".mjs", "text/javascript; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".map", "application/json" },
	{ ".webmanifest", "application/manifest+json" },
	{ ".wasm", "application/wasm" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".jpg", "image/jpeg" },
	{ ".webp", "image/webp" },
	{ ".ico", "image/x-icon" },
	{ ".woff2", "font/woff2" },
	{ ".txt", "text/plain; charset=utf-8" },
};

static bool ends_with(const char *name, const char *ending)
{
	size_t name_len = strlen(name), len = strlen(ending);

	return name_len > len && strcmp(name + name_len - len, ending) == 0;
}

const char *et_content_type(const char *name)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (ends_with(name, types[i].ending))
			return types[i].type;
	return "application/octet-stream";
}

static enum et_err fail(struct loader *loader, enum et_err err, const char *path, const char *why)
{
	snprintf(loader->message, ET_BUNDLE_MESSAGE_MAX,
		"the web front end can't be read: %.300s: %.100s", path, why);
	return err;
}

enum et_err et_bundle_etag(struct et_bundle_body *body)
{
	uint8_t digest[EVP_MAX_MD_SIZE];
	size_t len = 0;
	char *out = body->etag;

	if (EVP_Q_digest(NULL, "SHA256", NULL, body->ptr, body->len, digest, &len) != 1)
		return ET_NO_MEMORY;
	*out++ = '"';
	for (size_t i = 0; i < ETAG_BYTES; i++)
		out += snprintf(out, 3, "%02x", digest[i]);
	*out++ = '"';
	*out = '\0';
	return ET_OK;
}

static enum et_err read_all(int fd, struct et_bundle_body *body)
{
	size_t at = 0;
	ssize_t n;

	while (at < body->len) {
		n = read(fd, body->ptr + at, body->len - at);
		if (n > 0)
			at += (size_t)n;
		else if (n == 0 || errno != EINTR)
			return ET_IO;
	}
	return ET_OK;
}

static enum et_err read_body(struct loader *loader, const char *path, struct et_bundle_body *body)
{
	struct stat st;
	enum et_err err = ET_OK;
	int fd;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) == -1 || fstat(fd, &st) == -1) {
		err = fail(loader, ET_IO, path, strerror(errno));
		goto out;
	}
	body->len = (size_t)st.st_size;
	if (body->len > ET_BUNDLE_BYTES_MAX - loader->bundle->bytes) {
		err = fail(loader, ET_TOO_LARGE, path, "more than 64 MiB in all");
		goto out;
	}
	/* A byte more: an empty file is there too. */
	if ((body->ptr = malloc(body->len + 1)) == NULL) {
		err = fail(loader, ET_NO_MEMORY, path, "no memory");
		goto out;
	}
	if ((err = read_all(fd, body)) != ET_OK || (err = et_bundle_etag(body)) != ET_OK) {
		err = fail(loader, err, path, "it could not be read to its end");
		goto out;
	}
	loader->bundle->bytes += body->len;
out:
	if (fd != -1)
		close(fd);
	return err;
}

/* The URL path of a file below the root: index.html at the top is "/". */
static char *url_path(const char *below)
{
	size_t len = strlen(below) + 2;
	char *path;

	if (strcmp(below, "index.html") == 0)
		return strdup("/");
	if ((path = malloc(len)) != NULL)
		snprintf(path, len, "/%s", below);
	return path;
}

static enum et_err add_file(struct loader *loader, const char *path, const char *below)
{
	struct et_bundle *bundle = loader->bundle;
	struct et_bundle_file *file;

	if (bundle->count == ET_BUNDLE_FILES_MAX)
		return fail(loader, ET_TOO_LARGE, path, "more than 4096 files");
	if (bundle->count == loader->cap) {
		size_t cap = loader->cap == 0 ? 64 : loader->cap * 2;
		struct et_bundle_file *grown = realloc(bundle->files, cap * sizeof(*grown));

		if (grown == NULL)
			return fail(loader, ET_NO_MEMORY, path, "no memory");
		bundle->files = grown;
		loader->cap = cap;
	}
	file = &bundle->files[bundle->count];
	memset(file, 0, sizeof(*file));
	if ((file->path = url_path(below)) == NULL)
		return fail(loader, ET_NO_MEMORY, path, "no memory");
	bundle->count++;
	file->content_type = et_content_type(below);
	file->immutable = strncmp(below, "assets/", strlen("assets/")) == 0;
	return read_body(loader, path, &file->bodies[ET_CODING_PLAIN]);
}

static enum et_err add_folder(struct loader *loader, const char *path, const char *below);

static enum et_err add_entry(
	struct loader *loader, const char *folder, const char *below, const char *name)
{
	char path[4096], name_below[2048];
	struct stat st;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", folder, name) >= sizeof(path) ||
		(size_t)snprintf(name_below, sizeof(name_below), "%s%s%s", below, *below ? "/" : "",
			name) >= sizeof(name_below))
		return fail(loader, ET_TOO_LARGE, folder, "a path that is too long");
	if (lstat(path, &st) == -1)
		return fail(loader, ET_IO, path, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return add_folder(loader, path, name_below);
	if (!S_ISREG(st.st_mode) || ends_with(name, ".gz") || ends_with(name, ".br"))
		return ET_OK;
	return add_file(loader, path, name_below);
}

static enum et_err add_folder(struct loader *loader, const char *path, const char *below)
{
	enum et_err err = ET_OK;
	struct dirent *entry;
	DIR *dir;

	if (loader->depth == DEPTH_MAX)
		return fail(loader, ET_TOO_LARGE, path, "folders that are too deep");
	if ((dir = opendir(path)) == NULL)
		return fail(loader, ET_NOT_FOUND, path, strerror(errno));
	loader->depth++;
	while (err == ET_OK && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			err = add_entry(loader, path, below, entry->d_name);
	loader->depth--;
	closedir(dir);
	return err;
}

static enum et_err add_variants(struct loader *loader, const char *root)
{
	static const struct {
		enum et_coding coding;
		const char *ending;
	} variants[] = { { ET_CODING_GZIP, ".gz" }, { ET_CODING_BR, ".br" } };
	struct et_bundle *bundle = loader->bundle;
	enum et_err err;
	char path[4096];

	for (size_t i = 0; i < bundle->count; i++)
		for (size_t v = 0; v < sizeof(variants) / sizeof(variants[0]); v++) {
			struct et_bundle_file *file = &bundle->files[i];
			const char *below =
				strcmp(file->path, "/") == 0 ? "/index.html" : file->path;

			snprintf(path, sizeof(path), "%s%s%s", root, below, variants[v].ending);
			if (access(path, F_OK) == -1)
				continue;
			err = read_body(loader, path, &file->bodies[variants[v].coding]);
			if (err != ET_OK)
				return err;
		}
	return ET_OK;
}

static int by_path(const void *a, const void *b)
{
	const struct et_bundle_file *file_a = a, *file_b = b;

	return strcmp(file_a->path, file_b->path);
}

enum et_err et_bundle_load(
	const char *root, struct et_bundle *bundle, char message[ET_BUNDLE_MESSAGE_MAX])
{
	struct loader loader = { .bundle = bundle, .message = message };
	enum et_err err;

	memset(bundle, 0, sizeof(*bundle));
	message[0] = '\0';
	if ((err = add_folder(&loader, root, "")) != ET_OK)
		goto out;
	if ((err = add_variants(&loader, root)) != ET_OK)
		goto out;
	if (bundle->count > 0)
		qsort(bundle->files, bundle->count, sizeof(*bundle->files), by_path);
	if (et_bundle_find(bundle, ET_SLICE_LIT("/")) == NULL)
		err = fail(&loader, ET_NOT_FOUND, root, "there is no index.html in it");
out:
	if (err != ET_OK)
		et_bundle_fini(bundle);
	return err;
}

void et_bundle_fini(struct et_bundle *bundle)
{
	if (bundle == NULL)
		return;
	for (size_t i = 0; i < bundle->count; i++) {
		free(bundle->files[i].path);
		for (size_t c = 0; c < ET_CODING_COUNT; c++)
			free(bundle->files[i].bodies[c].ptr);
	}
	free(bundle->files);
	memset(bundle, 0, sizeof(*bundle));
}

const struct et_bundle_file *et_bundle_find(const struct et_bundle *bundle, struct et_slice path)
{
	size_t low = 0, high = bundle->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct et_bundle_file *file = &bundle->files[middle];
		size_t len = strlen(file->path);
		int order = memcmp(path.ptr, file->path, path.len < len ? path.len : len);

		if (order == 0 && path.len == len)
			return file;
		if (order < 0 || (order == 0 && path.len < len))
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
